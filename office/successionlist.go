package office

import (
	"context"
	"fmt"
	"strings"

	"silian/calendar"
	"silian/casework"
)

// Handover is what an office hands over (移交清单): numbers and case numbers, no
// name of any party.
type Handover struct {
	Office   casework.Office
	On       calendar.Day
	By       string         // who is signed in
	States   []HandoverLine // cases by state, only states that occur
	Open     int            // of them neither closed nor voided
	Orphans  []casework.CaseNo
	Promises []PromiseRow // open ones, earliest first
	Unacked  []Sent       // sealed files without a receipt
	People   []Operator   // who is here
}

// HandoverLine is the number of cases in one state.
type HandoverLine struct {
	State casework.Handling
	Cases int
}

// handoverPromises is the most promises that the list names; a longer list says so.
const handoverPromises = 1000

// Handover gathers the list. Orphans are open cases here that nobody but their named
// handler may read: when he leaves, another must be named first.
func (o *Office) Handover(ctx context.Context) (h Handover, err error) {
	h = Handover{Office: o.me, On: o.Today(), By: o.Operator().Name, People: o.Operators()}
	for _, state := range handoverStates() {
		n, err := o.Count(ctx, Filter{Handling: []casework.Handling{state}})
		if err != nil {
			return h, err
		}
		if n > 0 {
			h.States = append(h.States, HandoverLine{state, n})
		}
	}
	if h.Open, err = o.Count(ctx, Filter{Open: true}); err != nil {
		return h, err
	}
	if h.Promises, err = o.OpenPromises(ctx, handoverPromises); err != nil {
		return h, err
	}
	sent, err := o.SentFiles(ctx)
	if err != nil {
		return h, err
	}
	for _, s := range sent {
		if s.Delivered == 0 {
			h.Unacked = append(h.Unacked, s)
		}
	}
	h.Orphans, err = o.handled(ctx)
	return h, err
}

// handled gives the open cases of this office that only a named handler may read.
func (o *Office) handled(ctx context.Context) (out []casework.CaseNo, err error) {
	f := Filter{Open: true, Limit: 200}
	for {
		rows, err := o.Cases(ctx, f)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if r.Holder != o.me.Code {
				continue
			}
			c, err := o.whole(ctx, r.ID)
			if err != nil {
				return nil, err
			}
			if c.Handler != 0 && c.HandlersOnly() {
				out = append(out, c.No)
			}
		}
		if len(rows) < f.Limit {
			return out, nil
		}
		f.After = rows[len(rows)-1].Key()
	}
}

func handoverStates() []casework.Handling {
	return []casework.Handling{
		casework.Registered, casework.AdmittedState, casework.InHandling, casework.InMediation, casework.NotOurs, casework.LedElsewhere,
		casework.AwaitRoom, casework.AwaitMeeting, casework.AfterMeeting, casework.InTransit, casework.ReceivedAbove,
		casework.ReturnedBack, casework.ReceivedBelow, casework.AnsweredState, casework.AwaitVisit, casework.InReview,
		casework.InReReview, casework.ClosedState, casework.VoidedState,
	}
}

// Text is the list as it is printed.
func (h Handover) Text() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("移 交 清 单（换届交接）")
	line("单位：%s（%s）　日期：%s　经手：%s", h.Office.Name, h.Office.Code, h.On, h.By)
	line("")
	total := 0
	line("一、事项（按办理状态）")
	for _, s := range h.States {
		line("　　%s　%d件", Word("handling", s.State), s.Cases)
		total += s.Cases
	}
	line("　　合计　%d件，其中没有办结的　%d件", total, h.Open)
	line("")
	line("二、没有兑现的承诺　%s", atLeast(len(h.Promises)))
	for _, p := range h.Promises {
		late := ""
		if p.Due < h.On {
			late = "（已过期）"
		}
		line("　　%s　应在%s前回话%s", p.CaseNo, p.Due, late)
	}
	line("")
	line("三、封好还没有回执的文件　%d个", len(h.Unacked))
	for _, s := range h.Unacked {
		line("　　%s　第%d号　%d笔", s.File, s.Seq, s.Entries)
	}
	line("")
	line("四、只有承办人能看、要另定承办人的事项　%d件", len(h.Orphans))
	for _, no := range h.Orphans {
		line("　　%s", no)
	}
	line("")
	line("五、现在的人员")
	for _, op := range h.People {
		line("　　%d　%s　%s", op.Number, op.Name, Word("role", op.Role))
	}
	line("")
	line("六、交接时逐项办好，办好打勾")
	for _, what := range []string{
		"恢复码的纸当面核对过，放进新的封套，锁进柜子",
		"台账口令换了新的，旧的PIN码全部作废",
		"备份U盘和旧的钥匙文件一并移交（旧的钥匙文件用旧口令还能打开）",
		"纸质案卷、登记簿、印章另列清单",
	} {
		line("　　□ %s", what)
	}
	line("")
	line("移交人：＿＿＿＿＿＿　　接收人：＿＿＿＿＿＿　　监交人：＿＿＿＿＿＿")
	return b.String()
}

func atLeast(n int) string {
	if n >= handoverPromises {
		return fmt.Sprintf("%d件以上", handoverPromises)
	}
	return fmt.Sprintf("%d件", n)
}
