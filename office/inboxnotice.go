package office

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// Kinds of the signed files that bring no entries.
const (
	noticeRoster = "roster"
	noticeRevoke = "revocation"
)

// noticeKind is what a file claims to be by its name; its seal must say the same.
func noticeKind(path string) string {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xfroster":
		return noticeRoster
	case ".xfrevoke":
		return noticeRevoke
	}
	return ""
}

// notice is what a roster or a revocation says, its seal checked.
type notice struct {
	kind      string
	from      casework.OfficeCode
	level     casework.Level      // of who signed it
	to, about casework.OfficeCode // of a revocation
	number    uint64              // version of a roster; the last number that a revocation believes
}

// readNoticeFile checks the seal of a roster or revocation. Errors are a *SealError.
func readNoticeFile(path string, cards exchange.Trust) (n notice, err error) {
	file, err := readNotice(path)
	if err != nil {
		return n, err
	}
	if n.kind = noticeKind(path); n.kind == noticeRoster {
		r, err := exchange.ParseRoster(file, cards)
		if err != nil {
			return n, sealError(err)
		}
		n.from, n.level, n.number = r.From, casework.County, r.Version
		return n, nil
	}
	r, err := exchange.ParseRevocation(file, cards)
	n.from, n.to, n.about, n.number = r.From, r.To, r.Office, r.LastSeq
	for _, e := range cards {
		if e.Card.Office == r.From {
			n.level = e.Card.Level
		}
	}
	return n, sealError(err)
}

// placeNotice gives a roster or revocation its turn. Revocations come before everything
// else, those from above first: a file that was sealed with a stolen key must not slip
// in because it lies beside the notice, nor a notice that was signed with it. Rosters
// follow, the lower version first, because entries that a superior passes on are
// believed only from offices of the roster.
func (o *Office) placeNotice(q queued, cards exchange.Trust) queued {
	q.notice, q.rank = true, rankNotice
	n, err := readNoticeFile(q.path, cards)
	if n.kind == noticeRoster {
		q.rank = rankRoster
	}
	if err != nil {
		if n.from != "" && n.from == o.me.Code && n.kind == noticeRevoke {
			q.from, q.result = n.from, ResultOurs // our word on another card than is held here
		}
		return q
	}
	q.from, q.seq = n.from, n.number
	switch {
	case n.kind == noticeRevoke:
		q.seq = uint64(casework.County.Rank() - n.level.Rank())
		if n.from == o.me.Code {
			q.result = ResultOurs
		}
	case n.from == o.me.Code && o.me.Level != casework.County:
		q.result = ResultOurs
	}
	return q
}

// takeNotice takes a roster or revocation in. What has nothing to say here, because it is
// for others, about a card that is not held, or older than what is held, is no failure.
func (o *Office) takeNotice(ctx context.Context, q queued, r *FileResult) error {
	var err error
	if noticeKind(q.path) == noticeRoster {
		var info RosterInfo
		info, err = o.TakeRoster(ctx, q.path)
		r.Result, r.Number = ResultRoster, info.Version
		if info.Already {
			r.Result = "already"
		}
	} else {
		var done Revoked
		done, err = o.TakeRevocation(ctx, q.path)
		r.Result, r.About, r.Number = ResultRevocation, done.Office, done.LastSeq
		if done.Already {
			r.Result = "already"
		}
	}
	var sealed *SealError
	if errors.As(err, &sealed) {
		switch exchange.Reason(sealed.Reason) {
		case exchange.ReasonNotAddressed, exchange.ReasonUnknownCard, exchange.ReasonRosterOld:
			r.Result, r.Why, err = ResultNoted, sealed.Explain(), nil
		}
	}
	return err
}

// verifyNotice checks the seal of a roster or revocation against the enrolled cards, a
// roster of our own too.
func (o *Office) verifyNotice(ctx context.Context, path string) (Seal, error) {
	var cards exchange.Trust
	err := o.store.View(ctx, func(v *store.View) (err error) {
		if cards, err = trust(v); err == nil && noticeKind(path) == noticeRoster {
			var own exchange.Trust
			own, err = o.rosterTrust(v)
			cards = append(cards, own...)
		}
		return err
	})
	if err != nil {
		return Seal{}, err
	}
	return sealOfNotice(path, cards)
}

func sealOfNotice(path string, cards exchange.Trust) (Seal, error) {
	n, err := readNoticeFile(path, cards)
	if err != nil {
		return Seal{}, err
	}
	return Seal{From: n.from, To: n.to, Kind: n.kind, About: n.about, Seq: n.number}, nil
}

// kindOfSeal is the kind of a checked seal, as verify names it.
func kindOfSeal(info exchange.SealInfo) string {
	return cmp.Or(map[string]string{
		exchange.TypeBundle: "bundle", exchange.TypeReceipt: "receipt", exchange.TypeCard: "card",
	}[info.Type], info.Type)
}

// SealWords says in one line what a file with a whole seal is.
func SealWords(s Seal) string {
	switch s.Kind {
	case noticeRoster:
		return fmt.Sprintf("单位名录第%d版，%s编", s.Seq, s.From)
	case noticeRevoke:
		to := "给各单位"
		if s.To != "" {
			to = "给" + string(s.To)
		}
		return fmt.Sprintf("%s的作废通知，%s：%s的钥匙，第%d号以后的文件不再收", s.From, to, s.About, s.Seq)
	case "receipt":
		return fmt.Sprintf("回执：%s 给 %s，答第%d号", s.From, s.To, s.Seq)
	case "card":
		return fmt.Sprintf("%s的指纹卡，已核对", s.From)
	}
	return fmt.Sprintf("%s 给 %s 第%d号", s.From, s.To, s.Seq)
}
