package documents

import "silian/casework"

// RedHead is the mark of the issuing organ at the head of an official paper.
type RedHead struct {
	mark, number string
	blank        bool
}

// NewRedHead makes the header for an office that may issue papers with one: townships and
// counties. A village committee is no organ and has none: nil. blank keeps the place free for paper
// with a printed header (红头留空).
func NewRedHead(level casework.Level, mark, number string, blank bool) *RedHead {
	if level != casework.Township && level != casework.County {
		return nil
	}
	return &RedHead{mark: mark, number: number, blank: blank}
}

// blocks gives the header: the mark 35 mm below the edge of the text block, the number
// two lines below it, the red line 4 mm under that. A blank header keeps the same height.
func (h *RedHead) blocks() []Block {
	if h == nil {
		return nil
	}
	const drop, markPitch, numberPitch = 60, 62, 28
	if h.blank {
		return []Block{
			Para{Runs: []Run{say(FangSong, Size3, "")}, Pitch: markPitch, Before: drop, After: numberPitch},
			line(Centre, FangSong, Size3, h.number),
			Rule{Before: 11, After: 28},
		}
	}
	mark := say(XiaoBiaoSong, markSize(h.mark), h.mark)
	mark.Red = true
	return []Block{
		Para{Runs: []Run{mark}, Align: Centre, Pitch: markPitch, Before: drop, After: numberPitch},
		line(Centre, FangSong, Size3, h.number),
		Rule{Weight: 2, Red: true, Before: 11, After: 28},
	}
}

// markSize makes a mark as large as fits in one line of 156 mm.
func markSize(mark string) float64 {
	n := max(len([]rune(mark)), 1)
	return min(48, 440/float64(n))
}
