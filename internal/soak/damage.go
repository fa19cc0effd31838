//go:build soak

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"silian/internal/testkit"
	"silian/office"
)

// damages spoils the files of an office that was killed, and of one that was closed:
// opening refuses it with words, or a check finds it, or nothing acknowledged
// differs. (TestDamage in store compares every row of every table.)
func damages(dir string, seed uint64, rounds int) *tally {
	t := &tally{name: "damage", rounds: rounds}
	closed, crashed, older, acked, err := sick(dir)
	if err != nil {
		t.note("%v", err)
		return t
	}
	harmless, found := 0, 0
	for i, d := range testkit.Damages(seed, rounds, older) {
		from := crashed
		if i/20%2 == 1 && !d.Log {
			from = closed
		}
		path, err := copyOffice(from, filepath.Join(dir, strconv.Itoa(i)))
		if err != nil {
			t.note("%v", err)
			return t
		}
		if err := d.Do(path); err != nil {
			t.note("%s: %v", d.Name, err)
			continue
		}
		switch f := fateOfDamage(t, d.Name, path, acked); f {
		case "refused":
			t.refused++
		case "found":
			found++
		case "harmless":
			harmless++
		default:
			t.note("%s: %s", d.Name, f)
		}
		_ = os.RemoveAll(filepath.Dir(path))
	}
	t.acknowledged = len(acked)
	t.name = fmt.Sprintf("damage: %d found, %d ok", found, harmless)
	return t
}

func fateOfDamage(t *tally, name, path string, acked []int) (fate string) {
	defer func() {
		if p := recover(); p != nil {
			t.damaged++
			fate = fmt.Sprintf("panic: %v", p)
		}
	}()
	o, err := office.Open(context.Background(), config(path))
	if err != nil {
		if text := office.Explain(err); strings.Contains(text, "详情") {
			t.silent++
			return "no words: " + text
		}
		return "refused"
	}
	r, err := o.Check(context.Background(), false, nil)
	closed := o.Close()
	if err != nil {
		if text := office.Explain(err); strings.Contains(text, "详情") {
			t.silent++
			return "no words: " + text
		}
		return "found"
	}
	if len(r.Problems) > 0 {
		return "found"
	}
	if closed != nil {
		return fmt.Sprintf("closing: %v", closed)
	}
	if v := examine(path, acked, -1); v.lost+v.doubled > 0 || v.problem != "" {
		t.lost += v.lost
		return fmt.Sprintf("not seen by anybody: %d lost, %s", v.lost, v.problem)
	}
	return "harmless"
}

// sick makes an office that was closed, the same as a kill leaves it, and an older
// copy.
func sick(dir string) (closed, crashed, older string, acked []int, err error) {
	path := filepath.Join(dir, "office", "office.db")
	if err := firstErr(os.MkdirAll(filepath.Dir(path), 0o700), found(path)); err != nil {
		return "", "", "", nil, err
	}
	for i := range 40 {
		if i == 20 {
			if older, err = copyOffice(path, filepath.Join(dir, "older")); err != nil {
				return "", "", "", nil, err
			}
		}
		o, err := office.Open(context.Background(), config(path))
		if err != nil {
			return "", "", "", nil, err
		}
		if err := do(o, i); err != nil {
			return "", "", "", nil, err
		}
		acked = append(acked, i)
		if i < 30 {
			if err := o.Close(); err != nil {
				return "", "", "", nil, err
			}
			continue
		}
		for i := 31; i < 40; i++ {
			if err := do(o, i); err != nil {
				return "", "", "", nil, err
			}
			acked = append(acked, i)
		}
		if crashed, err = copyOffice(path, filepath.Join(dir, "crashed")); err != nil {
			return "", "", "", nil, err
		}
		if err := o.Close(); err != nil {
			return "", "", "", nil, err
		}
		break
	}
	closed, err = copyOffice(path, filepath.Join(dir, "closed"))
	return closed, crashed, older, acked, err
}
