package ui

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// groupWords are the groups that most villages have; another is typed.
func groupWords() []string { return []string{"一组", "二组", "三组", "四组", "五组"} }

// groupButtons is how many groups stand on buttons; another comes with the name of a
// person or is typed.
func groupButtons() int {
	if theme.Current().Scale() == theme.Normal {
		return 7
	}
	return 5
}

// buttonWords are the groups as the buttons say them: 四 for 四组.
func buttonWords(groups []string) []string {
	out := make([]string, len(groups))
	for i, g := range groups {
		if out[i] = strings.TrimSuffix(g, "组"); out[i] == "" {
			out[i] = g
		}
	}
	return out
}

// setGroups puts the groups of the village's roster on the buttons; without a roster,
// those that most villages have.
func (f *receptionForm) setGroups(groups []string) {
	if len(groups) == 0 {
		groups = groupWords()
	}
	groups = inOrder(groups)
	groups = groups[:min(len(groups), groupButtons())]
	if slices.Equal(groups, f.groups) {
		return
	}
	was := visitForm{Group: f.group.Chosen(), GroupName: f.groupName(), GroupText: f.other.Text}
	f.setting = true
	defer func() { f.setting = false }()
	f.groups = groups
	f.group.SetOptions(buttonWords(groups))
	f.setGroup(was)
}

// inOrder puts numbered groups before the others, by number, so that a digit key takes
// the group of that number.
func inOrder(groups []string) []string {
	rank := func(g string) int {
		if at := strings.Index("一组二组三组四组五组六组七组八组九组十组", g); at >= 0 && len(g) == len("一组") {
			return at
		}
		return 1 << 10
	}
	out := slices.Clone(groups)
	slices.SortStableFunc(out, func(a, b string) int { return rank(a) - rank(b) })
	return out
}

// groupName is the group on the chosen button, in full.
func (f *receptionForm) groupName() string {
	if i := f.group.Chosen(); i >= 0 && i < len(f.groups) {
		return f.groups[i]
	}
	return ""
}

// setGroup chooses the button of a group, or types its name.
func (f *receptionForm) setGroup(v visitForm) {
	f.group.SetChosen(v.Group)
	text := v.GroupText
	if v.GroupName != "" {
		if f.group.SetChosen(slices.Index(f.groups, v.GroupName)); f.group.Chosen() == widgets.NoChoice {
			text = v.GroupName
		}
	}
	f.other.SetText(text)
}

// nameTyped follows typing in the name: a group that came with another name goes.
func (f *receptionForm) nameTyped(string) {
	if f.taken {
		f.taken, f.setting = false, true
		f.setGroup(visitForm{Group: widgets.NoChoice})
		f.setting = false
	}
	f.touch()
}

// picked takes a person of the roster: the group is answered with the name.
func (f *receptionForm) picked(p widgets.Person) {
	next := fyne.Focusable(f.group)
	if p.Group != "" {
		f.setting = true
		f.setGroup(visitForm{Group: widgets.NoChoice, GroupName: p.Group})
		f.setting, f.taken = false, true
		next = f.words
	}
	f.touch()
	f.d.window.Canvas().Focus(next)
}

// findPeople asks the roster for names; a group that somebody chose narrows them.
func (p *receptionPane) findPeople(typed string, answer func([]widgets.Person)) {
	d, village, group := p.room.d, p.room.village, ""
	if !p.form.taken {
		group = p.form.read().group(p.form.groups)
	}
	var found []office.Villager
	d.run(func(ctx context.Context) (err error) {
		found, err = d.office.FindVillagers(ctx, village, group, typed, widgets.PersonLimit)
		return err
	}, func(err error) {
		if err != nil { // names are a help: without them one types on
			return
		}
		people := make([]widgets.Person, len(found))
		for i, v := range found {
			people[i] = widgets.Person{Name: v.Name, Group: v.Group, Head: v.Head}
		}
		answer(people)
	})
}
