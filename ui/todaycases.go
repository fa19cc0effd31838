package ui

// Places of the filters over the list of cases to which 今日 leads.
const (
	chipOpen = 0 // 在办
	chipLate = 1 // 已超期
)

// lookAt narrows the list to a filter and conditions, as a figure of 今日 counts them.
func (r *casesRoom) lookAt(chip int, sift caseSift) {
	r.search.SetText("")
	r.typed++ // what the cleared search would ask is asked at once by whoever shows the room
	r.tapped, r.chip, r.sift = false, chip, sift
	for i, b := range r.buttons {
		b.SetChosen(i == chip)
	}
	r.siftChanged()
	r.table.Top()
}
