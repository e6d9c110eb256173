package report

import (
	"strconv"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/plover"
)

// stay is the date of the group, drawn out to the days that a visit or meeting lasts where the text says how many: "a
// two-day visit that begins on Thursday" is Thursday and Friday, "ended a three-day visit on Sunday" is Friday to Sunday.
func (g *group) stay(d *doc.Document) date.Range {
	if g.kind != plover.Consult || !g.when.IsDay() || g.isRemote() {
		return g.when
	}
	for _, k := range g.acts {
		a := &d.Acts[k]
		s := d.Sentences[a.Sentence]
		for _, t := range timesNear(d, s, a.Trigger) {
			n := days(t)
			noun := governor(d, t)
			if n < 2 || noun == doc.None || d.Tokens[noun].UPOS != doc.NOUN || !isGathering(d.Tokens[noun].Lemma) || !isSameStay(d, a, noun) {
				continue
			}
			r := g.when
			switch nth, last := dayOfStay(d, s, noun); {
			case nth > 0 && nth <= n:
				r.From -= date.Day(nth - 1)
				r.To = r.From + date.Day(n-1)
			case last || isEnding(d, a, noun):
				r.From -= date.Day(n - 1)
			default:
				r.To += date.Day(n - 1)
			}
			if r.From < 1 || r.To > date.MaxDay {
				return g.when
			}
			return r
		}
	}
	return g.when
}

// maxStay is the longest stay that is still one event; what is longer is most often a term or a programme.
const maxStay = 10

// days is the number of days of a duration told in days ("P2D"), else 0.
func days(t *doc.Time) int {
	v := t.Value
	if t.Type != doc.Duration || len(v) < 3 || v[0] != 'P' || v[len(v)-1] != 'D' {
		return 0
	}
	n, err := strconv.Atoi(v[1 : len(v)-1])
	if err != nil || n > maxStay {
		return 0
	}
	return n
}

// isSameStay reports whether a noun that tells a duration means the stay that act a is or begins: it is its trigger, hangs
// on it, or has it hang on itself.
func isSameStay(d *doc.Document, a *doc.Act, noun int32) bool {
	return a.Tokens.Contains(noun) || isAbove(d, a.Trigger, noun) || isAbove(d, noun, a.Trigger)
}

// isEnding reports whether the stay is told by its end: "concluded a visit", "returned from a visit".
func isEnding(d *doc.Document, a *doc.Act, noun int32) bool {
	for _, t := range [2]int32{noun, a.Trigger} {
		for steps := 0; t != doc.None && steps < maxUp; steps++ {
			tok := &d.Tokens[t]
			switch tok.Lemma {
			case "end", "conclude", "complete", "finish", "wrap", "close", "leave", "depart", "return", "conclusion":
				return true
			case "start", "begin", "arrive", "open", "launch":
				return false
			}
			t = tok.Head
		}
	}
	return false
}

// dayOfStay reads "on the second day of a three-day visit": which day, or that it is the last.
func dayOfStay(d *doc.Document, s doc.Sentence, noun int32) (nth int, last bool) {
	for i := max(s.First, noun-10); i < noun; i++ {
		if d.Tokens[i].Lemma != "day" || i == s.First || i+1 >= noun || d.Tokens[i+1].Lemma != "of" {
			continue
		}
		switch d.Tokens[i-1].Lemma {
		case "first", "opening":
			return 1, false
		case "second":
			return 2, false
		case "third":
			return 3, false
		case "fourth":
			return 4, false
		case "last", "final", "closing":
			return 0, true
		}
	}
	return 0, false
}
