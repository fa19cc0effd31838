package casework

import "slices"

// paper is one readable entry of a subject other than a case, as its fold sees it.
type paper struct {
	Entry
	body Body
	data any
	row  int // place in the rows
}

// actor is the office in whose name the paper stands.
func (p paper) actor() OfficeCode {
	if p.body.For != "" {
		return p.body.For
	}
	return p.Office
}

// readPapers gives one row for each entry, in order, and a paper for each that this
// version can read; rows of papers say WhyEarlier until their fold has judged them. id is
// the subject of the first entry.
func readPapers(entries []Entry, subject SubjectKind) (rows []Row, papers []paper, id ID) {
	sorted := Sort(entries)
	if len(sorted) > 0 {
		id = sorted[0].Envelope.Subject
	}
	seen := map[ID]bool{}
	for _, e := range sorted {
		row := Row{Entry: e.ID, Office: e.Office, Why: WhyEarlier}
		body, ok := e.Body()
		if ok {
			row.Kind, row.For, row.Operator, row.On, row.At = body.Kind, body.For, body.Operator, body.On, body.At
		}
		twice := seen[e.ID]
		seen[e.ID] = true
		switch {
		case twice: // members and items are known by the id of their entry
			row.Why = WhyTwice
		case !ok:
			row.Why = WhyWithheld
		case !body.Kind.Known(body.Ver):
			row.Why = WhyNewer
		case !body.Kind.belongs(subject):
			row.Why = WhyDamaged
		default:
			data, err := dataOf(body)
			if err != nil {
				row.Why = WhyDamaged
				break
			}
			papers = append(papers, paper{e, body, data, len(rows)})
		}
		rows = append(rows, row)
	}
	return rows, papers, id
}

// judgeRow writes into the row what the fold said of a paper.
func judgeRow(rows []Row, p paper, why Why) {
	rows[p.row].Why, rows[p.row].InEffect = why, why == ""
}

// destroyRows tells stubs whose body was destroyed from those that were withheld.
func destroyRows(rows []Row, ids []ID) {
	for i := range rows {
		if rows[i].Why == WhyWithheld && slices.Contains(ids, rows[i].Entry) {
			rows[i].Why = WhyDestroyed
		}
	}
}
