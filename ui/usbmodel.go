package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

// mostFiles is how many sealed files of one folder are opened for the list.
const mostFiles = 40

// usbData is what the room shows, asked for in one go off the UI thread.
type usbData struct {
	me    casework.Office
	own   string // 30 digits
	today calendar.Day
	peers []office.Peer
	plans []office.Outgoing // one for each compared peer
	sent  []office.Sent
	dir   string
	found bool // dir could be read
	files []sealedFile
	left  int // files of dir that were not opened: there were too many

	remind    int            // after how many days without a receipt a file counts as 没有回执
	alarms    []office.Alarm // that nobody has answered
	gaps      []office.Gap
	reminders []office.Reminder
	notices   int      // lists and revocations in dir
	halves    []string // what interrupted writing left in dir
}

// sealedFile is one file of the folder: what it would bring, or why it cannot be
// opened. The plan is closed again; taking in opens the file anew.
type sealedFile struct {
	path string
	in   office.Incoming
	err  error
	ours bool // written here: it waits for the other office
}

// fresh says whether the file waits to be taken in.
func (f sealedFile) fresh() bool { return f.err == nil && !f.in.Already && !f.ours }

// loadUSB asks for all of it.
func loadUSB(ctx context.Context, o *office.Office, dir string) (d usbData, err error) {
	d = usbData{me: o.Me(), own: o.Fingerprint(), today: o.Today(), dir: dir}
	if d.peers, err = o.Peers(ctx); err != nil {
		return d, err
	}
	sortPeers(d.me, d.peers)
	for _, p := range d.peers {
		if p.State != peerCompared {
			continue
		}
		plan, err := o.PlanExport(ctx, p.Code)
		if err != nil {
			return d, err
		}
		d.plans = append(d.plans, plan)
	}
	if d.remind, err = o.RemindDays(ctx); err != nil {
		return d, err
	}
	if d.sent, err = o.SentFiles(ctx); err != nil {
		return d, err
	}
	if d.gaps, err = o.Gaps(ctx); err != nil {
		return d, err
	}
	if d.reminders, err = o.Reminders(ctx); err != nil {
		return d, err
	}
	if dir != "" {
		if err := d.look(ctx, o); err != nil {
			return d, err
		}
		lists, revocations, _ := office.FindNotices(dir) // as below
		d.notices = len(lists) + len(revocations)
		d.halves, _ = office.Leftovers(dir) // a folder that cannot be read was said already
	}
	d.alarms, err = o.Alarms(ctx) // looking at the files may have raised some
	return d, err
}

// look opens the sealed files of the folder one by one.
func (d *usbData) look(ctx context.Context, o *office.Office) error {
	d.found = isFolder(d.dir)
	paths, err := office.FindSealed(d.dir)
	if err != nil || !d.found {
		return err
	}
	if len(paths) > mostFiles {
		d.left, paths = len(paths)-mostFiles, paths[:mostFiles]
	}
	for _, p := range o.InOrder(ctx, paths) {
		f := sealedFile{path: p}
		in, err := o.Preview(ctx, p, nil)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		f.err = err
		if err != nil && d.wroteIt(p) {
			f.err, f.ours = nil, true
		} else if err == nil {
			f.in, f.err = summary(in), in.Discard()
			f.in.Already = f.in.Already || d.noted(f.in)
		}
		d.files = append(d.files, f)
	}
	slices.SortStableFunc(d.files, func(a, b sealedFile) int { return fileRank(a) - fileRank(b) })
	return nil
}

// noted says whether a receipt tells what we know already: that our file arrived.
func (d usbData) noted(in office.Incoming) bool {
	return in.Receipt && slices.ContainsFunc(d.sent, func(s office.Sent) bool {
		return s.Peer == in.From.Code && s.Seq == in.Seq && s.Delivered != 0
	})
}

// wroteIt says whether a file that does not open here is one of ours: by its name,
// which is a hint only, and only good enough to say so.
func (d usbData) wroteIt(path string) bool {
	name := filepath.Base(path)
	return strings.HasPrefix(name, "XF-"+string(d.me.Code)+"-") || strings.HasPrefix(name, "XR-"+string(d.me.Code)+"-")
}

// summary is what a list keeps of a plan: not the entries themselves.
func summary(in *office.Incoming) office.Incoming {
	return office.Incoming{
		Path: in.Path, From: in.From, Seq: in.Seq, Created: in.Created, New: in.New, Same: in.Same, Late: in.Late,
		NotInEffect: in.NotInEffect, Own: in.Own, Conflict: in.Conflict, Missing: in.Missing, Receipt: in.Receipt, Anew: in.Anew,
		Already: in.Already, Cases: in.Cases, Newer: in.Newer, Rival: in.Rival, Files: in.Files, BadFiles: in.BadFiles,
		Part: in.Part, Parts: in.Parts,
	}
}

// fileRank puts what waits first, then what was taken in, then what cannot be opened.
func fileRank(f sealedFile) int {
	switch {
	case f.fresh():
		return 0
	case f.err == nil:
		return 1
	}
	return 2
}

// waiting is how many files wait to be taken in.
func (d usbData) waiting() int {
	n := 0
	for _, f := range d.files {
		if f.fresh() {
			n++
		}
	}
	return n
}

// monthDay is a day as sentences name it: 11月24日.
func monthDay(d calendar.Day) string {
	_, m, n := d.YMD()
	return fmt.Sprintf("%d月%d日", m, n)
}

// fileWords is a sealed file as the list shows it.
type fileWords struct {
	who, what, detail string
	tone              widgets.Tone
	state             string
	seal              sealMark
}

// sealMark is the seal on the envelope.
type sealMark int

// The seals: checked and waiting, taken in before, cannot be opened.
const (
	sealFresh sealMark = iota
	sealOld
	sealUnknown
)

// words of a file in the list.
func (d usbData) words(f sealedFile) fileWords {
	if f.err != nil {
		return fileWords{
			who: "打不开的文件", detail: filepath.Base(f.path), tone: widgets.Red, state: shortReason(f.err), seal: sealUnknown,
		}
	}
	if f.ours {
		return d.oursWords(f)
	}
	w := fileWords{who: f.in.From.Name, what: d.what(f.in), detail: fileDetail(f.in)}
	switch {
	case f.in.Already && f.in.Receipt:
		w.tone, w.state, w.seal = widgets.Neutral, "已记下", sealOld
	case f.in.Already:
		w.tone, w.state, w.seal = widgets.Neutral, "已导入过", sealOld
	default:
		w.tone, w.state = widgets.Green, "签名已验"
	}
	return w
}

// oursWords is a file that we wrote and that still lies here.
func (d usbData) oursWords(f sealedFile) fileWords {
	w := fileWords{who: "本单位写的", tone: widgets.Neutral, state: "交给对方", seal: sealOld}
	for _, s := range d.sent {
		if s.File == filepath.Base(f.path) {
			w.what, w.detail = fmt.Sprintf("第%d号", s.Seq), "给"+d.peerName(s.Peer)+"·"+monthDay(s.Written)
			if s.Delivered != 0 {
				w.tone, w.state = widgets.Green, "已送达"
			}
			return w
		}
	}
	w.what, w.detail = "回执", "给对方的"
	return w
}

// what names a file by its direction: 上报 第17号, 下发 第9号, 回执 第3号.
func (d usbData) what(in office.Incoming) string {
	kind := "上报"
	switch {
	case in.Receipt:
		kind = "回执"
	case in.From.Level.Rank() > d.me.Level.Rank():
		kind = "下发"
	}
	if in.Seq == 0 {
		return kind
	}
	return fmt.Sprintf("%s 第%d号", kind, in.Seq)
}

// fileDetail is the day and the size: 11月22日·3件.
func fileDetail(in office.Incoming) string {
	day := in.Created
	if len(day) >= len("2006-01-02") {
		if d, err := calendar.ParseDay(day[:len("2006-01-02")]); err == nil {
			day = monthDay(d)
		}
	}
	switch {
	case in.Receipt:
		return day + "·我们的文件到了"
	case in.Already:
		return day
	}
	return fmt.Sprintf("%s·%d件事项", day, len(in.Cases))
}
