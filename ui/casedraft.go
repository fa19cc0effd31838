package ui

import (
	"context"
	"encoding/json"
	"strings"

	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

// keptAsk is a half-filled sheet as it is kept on this PC.
type keptAsk struct {
	Text   map[string]string `json:"text"`
	Choice map[string]int    `json:"choice"`
	Check  map[string]bool   `json:"check"`
	Key    string            `json:"key"` // of the act: sending it after a crash does it once
}

// begun says whether somebody wrote anything: choices alone are made again in a moment.
func (s *askSheet) begun() bool {
	for _, f := range s.ask.fields {
		if e, ok := s.entries[f.id]; ok && !f.date && strings.TrimSpace(e.Text) != strings.TrimSpace(f.text) {
			return true
		}
	}
	return false
}

// watchDraft keeps the sheet when writing rests, and takes up what was left before.
func (s *askSheet) watchDraft() {
	if s.ask.draft == "" {
		return
	}
	for _, e := range s.entries {
		was := e.OnChanged
		e.OnChanged = func(text string) {
			if was != nil {
				was(text)
			}
			s.touched()
		}
	}
	var kept string
	s.d.run(func(ctx context.Context) (err error) {
		kept, err = s.d.office.Draft(ctx, s.ask.draft)
		return err
	}, func(err error) {
		if err == nil && kept != "" && s.typed == 0 {
			s.takeUp(kept)
		}
	})
}

// takeUp writes what was left half-filled into the fields.
func (s *askSheet) takeUp(kept string) {
	var k keptAsk
	if json.Unmarshal([]byte(kept), &k) != nil {
		return // a damaged draft is no draft
	}
	for id, e := range s.entries {
		if text, ok := k.Text[id]; ok {
			e.SetText(text)
		}
	}
	for id, c := range s.choices {
		if i, ok := k.Choice[id]; ok {
			c.SetChosen(i)
		}
	}
	for id, c := range s.checks {
		c.SetOn(k.Check[id])
	}
	if key, err := casework.ParseID(k.Key); err == nil {
		s.act.Key = key
	}
	s.wrong.SetInk(widgets.Ink2)
	s.wrong.Set("上次写到一半的，已经放回来了。")
}

// touched keeps the draft when typing has rested.
func (s *askSheet) touched() {
	s.typed++
	mine := s.typed
	s.later(draftPause, func() {
		if mine == s.typed && !s.over {
			s.keepDraft()
		}
	})
}

// keepDraft keeps the sheet as it stands; an untouched one is not kept.
func (s *askSheet) keepDraft() {
	if s.ask.draft == "" || s.typed == 0 {
		return
	}
	body := ""
	if s.begun() {
		k := keptAsk{Text: map[string]string{}, Choice: map[string]int{}, Check: map[string]bool{}, Key: s.act.Key.String()}
		for id, e := range s.entries {
			k.Text[id] = e.Text
		}
		for id, c := range s.choices {
			k.Choice[id] = c.Chosen()
		}
		for id, c := range s.checks {
			k.Check[id] = c.On()
		}
		text, err := json.Marshal(k)
		if err != nil {
			return
		}
		body = string(text)
	}
	s.saveDraft(body)
}

// saveDraft keeps a text in the place of the sheet's draft, "" removes it.
func (s *askSheet) saveDraft(body string) {
	if s.ask.draft == "" {
		return
	}
	slot := s.ask.draft
	s.d.run(func(ctx context.Context) error { return s.d.office.SaveDraft(ctx, slot, body) }, func(err error) {
		if err != nil {
			s.d.toast(office.Explain(err))
		}
	})
}
