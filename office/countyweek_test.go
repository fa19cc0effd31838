package office_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"silian/casework"
	"silian/office"
)

// week is a county with its townships, and what is measured.
type week struct {
	*world
	county *office.Office
	towns  []*office.Office
	lines  []string
}

// TestCountyWeek measures the Monday of a county: 35 townships report 400 cases with
// 1,600 photos of about 300 KB up, and the county takes all of it in. It measures and
// runs only when asked: SILIAN_WEEK=1. SILIAN_WEEK_TOWNS, SILIAN_WEEK_CASES and
// SILIAN_WEEK_PHOTOS (of a case) make it smaller.
func TestCountyWeek(t *testing.T) {
	if os.Getenv("SILIAN_WEEK") == "" {
		t.Skip("SILIAN_WEEK=1 measures a county's week")
	}
	towns, cases, photos := number("SILIAN_WEEK_TOWNS", 35), number("SILIAN_WEEK_CASES", 400), number("SILIAN_WEEK_PHOTOS", 4)
	w := newWeek(t, towns)
	entries, files := 0, 0
	w.measure("townships write and attach", func() string {
		for i := range cases {
			w.report(w.towns[i%towns], i, photos)
		}
		return fmt.Sprintf("%d cases, %d photos", cases, cases*photos)
	})
	w.measure("townships export", func() string {
		for _, o := range w.towns {
			sent, err := o.ExportAll(w.ctx, countyCode, w.stick, nil)
			must(t, err)
			for _, s := range sent {
				entries, files = entries+s.Entries, files+1
			}
		}
		return fmt.Sprintf("%d files, %d MB, %d entries", files, folderSize(w.stick)>>20, entries)
	})
	took := w.measure("county takes all in", func() string {
		b, err := w.county.ReceiveAll(w.ctx, office.ReceiveConfig{Paths: []string{w.stick}})
		must(t, err)
		fresh := 0
		for _, f := range b.Files {
			must(t, f.Err)
			fresh += f.New
		}
		if fresh != entries {
			t.Errorf("%d of %d entries came", fresh, entries)
		}
		return fmt.Sprintf("%d entries", fresh)
	})
	w.measure("townships take the receipts", func() string {
		for _, o := range w.towns {
			mine, err := filepath.Glob(filepath.Join(w.stick, "XR-*-"+string(o.Me().Code)+"-*"))
			must(t, err)
			must(t, errOf(o.ReceiveAll(w.ctx, office.ReceiveConfig{Paths: mine})))
		}
		return fmt.Sprintf("%d receipts", files)
	})
	if n, err := w.county.Count(w.ctx, office.Filter{}); err != nil || n != cases {
		t.Errorf("%d cases at the county, %v", n, err)
	}
	w.clean(w.county)
	for _, line := range w.lines {
		t.Log(line)
	}
	t.Logf("the county takes in %.0f entries a second", float64(entries)/took.Seconds())
}

func newWeek(t *testing.T, towns int) *week {
	w := &week{world: empty(t)}
	w.county = w.found(casework.Office{Code: countyCode, Name: "平川县", Level: casework.County}, casework.RoleCountyClerk)
	for i := range towns {
		code := casework.OfficeCode(fmt.Sprintf("4199011%02d000", i+1))
		o := w.found(casework.Office{Code: code, Name: fmt.Sprintf("第%d镇", i+1), Level: casework.Township, Parent: countyCode}, casework.RoleTownshipClerk)
		w.meet(o, w.county)
		w.towns = append(w.towns, o)
	}
	return w
}

// report writes one case with photos and reports it up.
func (w *week) report(o *office.Office, i, photos int) {
	id := w.open(o, fmt.Sprintf("第%d件：水渠漏水，淹了下游的地", i))
	for j := range photos {
		in := office.AttachInput{Name: fmt.Sprintf("现场%d.jpg", j+1), Content: bytes.NewReader(smallPhoto(w.t, uint64(i*photos+j)))}
		w.did(o.Attach(w.ctx, office.Act{}, id, in, nil))
	}
	w.did(o.AddNote(w.ctx, office.Act{}, id, "已到现场看过", false))
	w.up(o, id)
}

// smallPhoto is an invented photo that keeps about 300 KB.
func smallPhoto(t testing.TB, seed uint64) []byte {
	img := image.NewGray(image.Rect(0, 0, 800, 600))
	r := rand.New(rand.NewPCG(seed, 3))
	for i := range img.Pix {
		img.Pix[i] = uint8(40 + i%97 + r.IntN(116))
	}
	img.SetGray(0, 0, color.Gray{Y: uint8(seed)})
	var out bytes.Buffer
	must(t, jpeg.Encode(&out, img, &jpeg.Options{Quality: 85}))
	return out.Bytes()
}

func folderSize(dir string) (n int64) {
	found, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, p := range found {
		if info, err := os.Stat(p); err == nil {
			n += info.Size()
		}
	}
	return n
}

// measure runs a step and notes its time and the most heap that was in use at once.
func (w *week) measure(name string, do func() string) time.Duration {
	w.t.Helper()
	start, what := time.Now(), ""
	heap := heapPeak(func() { what = do() })
	took := time.Since(start)
	w.lines = append(w.lines, fmt.Sprintf("| %s | %s | %.1f s | %.0f MiB |", name, what, took.Seconds(), heap))
	return took
}

// heapPeak gives the most MiB of live and not yet collected heap while do runs.
func heapPeak(do func()) float64 {
	var most atomic.Uint64
	stop, done := make(chan struct{}), make(chan struct{})
	look := func() {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most.Store(max(most.Load(), m.HeapAlloc))
	}
	runtime.GC()
	go func() {
		defer close(done)
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				look()
			}
		}
	}()
	do()
	close(stop)
	<-done
	look()
	return float64(most.Load()) / (1 << 20)
}
