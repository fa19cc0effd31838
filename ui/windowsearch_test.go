package ui

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// benchCases is how many cases are made up when SILIAN_BENCH_DB names no file.
const benchCases = 10_000

// BenchmarkSearchKeystroke measures one letter in the search of 事项: from the key to the
// list painted by the software painter, without the pause that waits for the next letter.
// In the same run the same keys go into an office without cases: times_empty is the ratio
// of the two. SILIAN_BENCH_DB is a file of silian bench --keep, its password in
// SILIAN_PASSWORD when it is not the demo's.
func BenchmarkSearchKeystroke(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(theme.New(theme.Light, theme.Normal))
	filled, empty := openSearch(b, benchOffice(b, benchCases)), openSearch(b, benchOffice(b, 0))
	var took, base time.Duration
	for i := 0; b.Loop(); i++ {
		if i%2 == 0 { // neither is always the first
			took += filled.key()
			base += empty.key()
		} else {
			base += empty.key()
			took += filled.key()
		}
	}
	if filled.shown == 0 || empty.shown > 0 {
		b.Fatalf("rows seen: %d in the filled office, %d in the empty one", filled.shown, empty.shown)
	}
	b.ReportMetric(float64(took.Milliseconds())/float64(b.N), "ms/key")
	b.ReportMetric(float64(base.Milliseconds())/float64(b.N), "ms/key_empty")
	b.ReportMetric(float64(took)/float64(base), "times_empty")
}

// benchOffice is an office with cases, or without any.
func benchOffice(b *testing.B, cases int) *office.Office {
	b.Helper()
	ctx := context.Background()
	var o *office.Office
	var err error
	if path := os.Getenv("SILIAN_BENCH_DB"); path != "" && cases > 0 {
		password := os.Getenv("SILIAN_PASSWORD")
		if password == "" {
			password = office.DemoPassword
		}
		o, err = office.Open(ctx, office.Config{Path: path, Password: password})
	} else {
		o, _, err = office.Init(ctx, office.Founding{
			Config:    office.Config{Path: filepath.Join(b.TempDir(), "county.db"), Password: testPassword, WeakKDF: true},
			Office:    casework.Office{Code: plainCounty, Name: "平川县信访局", Level: casework.County},
			Operators: []office.Operator{{Number: 1, Name: "郭立新", Role: casework.RoleCountyClerk}},
			Demo:      time.Date(2026, 12, 31, 9, 0, 0, 0, calendar.Zone()),
		})
		if err == nil && cases > 0 {
			_, err = o.Fill(ctx, cases, 1, nil)
		}
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := o.Close(); err != nil {
			b.Error(err)
		}
	})
	return o
}

// searching is the search of a window of its own.
type searching struct {
	window fyne.Window
	room   *casesRoom
	left   []rune // letters still to be typed of the word
	words  int    // words begun
	shown  int    // most rows seen
}

func openSearch(b *testing.B, o *office.Office) *searching {
	b.Helper()
	w := test.NewTempWindow(b, widgets.Down(0))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(startWidth, startHeight))
	run := atOnce(context.Background())
	shell := newShell(&desk{office: o, window: w, ctx: context.Background(), run: run}, shellConfig{lock: func() {}})
	w.SetContent(shell.content())
	shell.start()
	shell.goTo(roomCases)
	s := &searching{window: w, room: shell.rooms[roomCases].(*casesRoom)}
	s.room.after = func(_ time.Duration, do func()) { do() }
	w.Canvas().Focus(s.room.search)
	w.Canvas().Capture()
	return s
}

// key types the next letter and paints the window; a word that is done is taken away
// first, untimed.
func (s *searching) key() time.Duration {
	words := []string{"土地", "水渠", "gongzi", "补偿", "0371"}
	if len(s.left) == 0 {
		s.left = []rune(words[s.words%len(words)])
		s.words++
		s.room.search.SetText("")
	}
	letter := s.left[0]
	s.left = s.left[1:]
	began := time.Now()
	s.room.search.TypedRune(letter)
	s.window.Canvas().Capture()
	took := time.Since(began)
	s.shown = max(s.shown, len(s.room.rows))
	return took
}
