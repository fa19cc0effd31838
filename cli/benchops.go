package cli

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"silian/casework"
	"silian/office"
)

// benchPage is how many rows the window's list asks for at once.
const benchPage = 60

// opening measures from nothing to the first page of the list.
func (b *bench) opening(ctx context.Context) error {
	return b.measure(ctx, benchOp{
		name: "open_first_page", word: "打开文件到第一页", most: 30, sql: true, reopen: true,
		run: func(ctx context.Context, _ int) error {
			if err := b.open(ctx, ""); err != nil {
				return err
			}
			return b.ask(ctx, office.Filter{Open: true, Order: office.EarliestDue})
		},
		after: b.close,
	})
}

// ask asks for one page.
func (b *bench) ask(ctx context.Context, f office.Filter) error {
	f.Limit = benchPage
	_, err := b.o.CasePage(ctx, f)
	return err
}

// lists measures pages without typed words: all, and three ways of combining filters,
// in both orders.
func (b *bench) lists(ctx context.Context) error {
	today := b.o.Today()
	town := casework.OfficeCode(string(demoCounty)[:6] + "105000")
	for _, l := range []struct {
		name, word string
		f          office.Filter
	}{
		{"list_newest", "清单，新的在前", office.Filter{}},
		{"list_due", "清单，先到期在前", office.Filter{Order: office.EarliestDue}},
		{"list_overdue", "已超期，先到期在前", office.Filter{Open: true, DueBefore: today, Order: office.EarliestDue}},
		{"list_town_open_newest", "一个乡镇、在办，新的在前", office.Filter{Area: []casework.OfficeCode{town}, Open: true}},
		{"list_town_category_source_newest", "乡镇＋类别＋来源，新的在前", office.Filter{
			Area: []casework.OfficeCode{town}, Category: []string{"money"}, Source: []string{"letter"},
		}},
		{"list_town_category_source_due", "乡镇＋类别＋来源，先到期在前", office.Filter{
			Area: []casework.OfficeCode{town}, Category: []string{"money"}, Source: []string{"letter"}, Order: office.EarliestDue,
		}},
		{"list_closed_period_newest", "已办结＋登记期间，新的在前", office.Filter{
			Handling: []casework.Handling{casework.ClosedState}, OpenedFrom: today.Add(-930), OpenedTo: today.Add(-900),
		}},
	} {
		err := b.measure(ctx, benchOp{name: l.name, word: l.word, most: 100, sql: true, run: func(ctx context.Context, _ int) error {
			return b.ask(ctx, l.f)
		}})
		if err != nil {
			return err
		}
	}
	return nil
}

// searches measures typed words that are there.
func (b *bench) searches(ctx context.Context) error {
	r := rand.New(rand.NewPCG(2, 4))
	piece := func(n int) func() string { return func() string { return pieceOf(r, b.made.Texts, n) } }
	pick := func(all []string) string { return all[r.IntN(len(all))] }
	for _, s := range []struct {
		name, word string
		draw       func() string
	}{
		{"search_1", "检索 1 个字", piece(1)},
		{"search_2", "检索 2 个字", piece(2)},
		{"search_3", "检索 3 个字", piece(3)},
		{"search_6", "检索 6 个字", piece(6)},
		{"search_pinyin", "检索姓名首字母", func() string { return pick(b.made.Initials) }},
		{"search_phone_tail", "检索电话末四位", func() string { return pick(b.made.Phones)[7:] }},
	} {
		for _, order := range []struct {
			name, word string
			by         office.Filter
		}{{"_newest", "，新的在前", office.Filter{}}, {"_due", "，先到期在前", office.Filter{Order: office.EarliestDue}}} {
			err := b.measure(ctx, benchOp{name: s.name + order.name, word: s.word + order.word, most: 200, sql: true, run: func(ctx context.Context, _ int) error {
				f := order.by
				f.Query = s.draw()
				return b.ask(ctx, f)
			}})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// pieceOf takes n neighbouring characters out of a text that is there.
func pieceOf(r *rand.Rand, texts []string, n int) string {
	text := []rune(texts[r.IntN(len(texts))])
	for {
		from := r.IntN(len(text) - n)
		if piece := string(text[from : from+n]); !strings.Contains(piece, "，") {
			return piece
		}
	}
}

// counts measures what the room of cases counts above its list, and figures.
func (b *bench) counts(ctx context.Context) error {
	today := b.o.Today()
	chips := []office.Filter{
		{Open: true},
		{Open: true, DueBefore: today},
		{Handling: []casework.Handling{casework.InTransit, casework.ReceivedAbove}},
		{Handling: []casework.Handling{casework.AwaitVisit}},
		{Resolution: []casework.Resolution{casework.ResolvedFully}},
		{},
	}
	year := casework.PeriodOf(casework.Year, today)
	figures := func(p casework.Period) func(context.Context, int) error {
		return func(ctx context.Context, _ int) error {
			_, err := b.o.Figures(ctx, p)
			return err
		}
	}
	for _, op := range []benchOp{
		{name: "dashboard_counts", word: "事项页上方六个数", most: 50, run: func(ctx context.Context, _ int) error {
			for _, f := range chips {
				if _, err := b.o.Count(ctx, f); err != nil {
					return err
				}
			}
			return nil
		}},
		{name: "figures_year", word: "一年的数字", most: 5, run: figures(year)},
		{name: "figures_decade", word: "十年的数字", most: 5, run: figures(casework.Period{From: today.Add(-3651), To: today})},
	} {
		op.sql = true
		if err := b.measure(ctx, op); err != nil {
			return err
		}
	}
	return nil
}

// whole measures what reads the whole file.
func (b *bench) whole(ctx context.Context) error {
	if err := errors.Join(b.close(), b.open(ctx, office.DemoPassword)); err != nil { // a backup needs the keys
		return err
	}
	if err := b.measure(ctx, benchOp{name: "check", word: "检查本机文件", most: 1, run: func(ctx context.Context, _ int) error {
		r, err := b.o.Check(ctx, false, nil)
		if err == nil && len(r.Problems) > 0 {
			err = errDamaged
		}
		return err
	}}); err != nil {
		return err
	}
	out := filepath.Join(b.dir, "stick")
	if err := os.Mkdir(out, 0o700); err != nil {
		return err
	}
	return b.measure(ctx, benchOp{name: "backup", word: "备份（加密并读回核对）", most: 1, run: func(ctx context.Context, _ int) error {
		_, err := b.o.Backup(ctx, out, nil)
		return err
	}})
}

// saves measures a new case with its words and one party, as the window saves it.
func (b *bench) saves(ctx context.Context) error {
	r := rand.New(rand.NewPCG(3, 4))
	return b.measure(ctx, benchOp{name: "save_case", word: "登记一件（写到盘上）", most: 100, sql: true, run: func(ctx context.Context, _ int) error {
		_, err := b.o.OpenCase(ctx, office.Act{}, office.CaseInput{
			Track: casework.TrackDispute, Category: "land", Narrative: b.made.Texts[r.IntN(len(b.made.Texts))], Requests: []string{"请核实"},
			Parties: []office.PartyInput{{Part: casework.Applicant, Name: b.made.Names[r.IntN(len(b.made.Names))], Group: "二组", Phone: b.made.Phones[r.IntN(len(b.made.Phones))]}},
		})
		return err
	}})
}
