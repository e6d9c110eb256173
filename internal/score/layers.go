package score

import (
	"slices"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/text"
)

// layers counts the quotes, times and mentions that gold lists. Gold need not list all, so what else was found is not
// held against the reading.
func (s *scorer) layers() {
	for i := range s.Case.Quotes {
		s.quote(&s.Case.Quotes[i])
	}
	for i := range s.Case.Times {
		s.time(&s.Case.Times[i])
	}
	for i := range s.Case.Mentions {
		s.mention(&s.Case.Mentions[i])
	}
}

// document is the reading of a file, nil where there is none.
func (s *scorer) document(file string) *doc.Document {
	for _, a := range s.found.Articles {
		if a.File == file {
			return a.Doc
		}
	}
	return nil
}

// quote looks for a quote whose content holds most of the words of gold, which are often only the first of them. Of
// several the one that holds most of them, and then the shortest, is meant.
func (s *scorer) quote(g *GoldQuote) {
	f := Fault{What: "quote", Gold: g.Words, Want: g.Speaker.String(), Got: "no quote"}
	found, right := false, false
	if d := s.document(g.Article); d != nil {
		if q := quoteOf(d, g.Words); q != nil {
			found, right = true, isSpeaker(d, q, g.Speaker)
			f.Got = speaker(d, q) + " by " + q.Rule
		}
		f.Places = passages(g.Article, d, find("", d.Source, g.Words))
	}
	s.Measures.Content.count(found)
	s.Measures.Quotes.count(right)
	if !right {
		s.Faults = append(s.Faults, f)
	}
}

func quoteOf(d *doc.Document, words string) *doc.Quote {
	var best *doc.Quote
	most, size := 0, 0
	for _, p := range find("", d.Source, words) {
		for i := range d.Quotes {
			q := &d.Quotes[i]
			n, all := overlap(q.Content, p.Span), q.Content.Len()
			for _, sp := range q.More {
				n += overlap(sp, p.Span)
				all += sp.Len()
			}
			if 5*n >= 4*p.Len() && (n > most || n == most && all < size) {
				best, most, size = q, n, all
			}
		}
	}
	return best
}

func overlap(a, b text.Span) int {
	return max(0, int(min(a.End, b.End))-int(max(a.Start, b.Start)))
}

func isSpeaker(d *doc.Document, q *doc.Quote, p GoldParty) bool {
	if q.SpeakerActor != doc.None && p.isActor(&d.Actors[q.SpeakerActor]) {
		return true
	}
	if p.Name != "" && (q.SpeakerActor == doc.None || p.State == "" || d.Actors[q.SpeakerActor].Country == p.State) {
		return sameName(p.Name, q.SpeakerName)
	}
	return p.Org != "" && isOrg(p.Org, q.SpeakerName, "", "")
}

func speaker(d *doc.Document, q *doc.Quote) string {
	if q.SpeakerActor == doc.None {
		return "no actor “" + q.SpeakerName + "”"
	}
	return d.Actors[q.SpeakerActor].ID + " “" + q.SpeakerName + "”"
}

// time looks for the expression as it stands. Every time with that text must have one of the values that gold gives
// it, and at least one the value asked for; where none has just that text (a longer one was read, or a shorter), the
// ones that share words with it are looked at.
func (s *scorer) time(g *GoldTime) {
	f := Fault{What: "time", Gold: g.Text, Want: g.Value, Got: "not read"}
	right := false
	if d := s.document(g.Article); d != nil {
		times := timesOf(d, g.Text)
		var got []string
		all := true
		for _, t := range times {
			right = right || SameTimeValue(t.Value, g.Value)
			all = all && s.hasTime(g.Article, g.Text, t.Value)
			if said := t.Value + " “" + oneLine(d.Slice(t.Span)) + "” by " + t.Rule; !slices.Contains(got, said) {
				got = append(got, said)
			}
		}
		right = right && all
		if len(got) > 0 {
			f.Got = join(got)
		}
		f.Places = passages(g.Article, d, whole(d, g.Text))
	}
	s.Measures.Times.count(right)
	if !right {
		s.Faults = append(s.Faults, f)
	}
}

func (s *scorer) hasTime(file, words, value string) bool {
	return slices.ContainsFunc(s.Case.Times, func(t GoldTime) bool {
		return t.Article == file && t.Text == words && SameTimeValue(t.Value, value)
	})
}

// timesOf is the times with this text, or else those that share words with it.
func timesOf(d *doc.Document, words string) []*doc.Time {
	var same, like []*doc.Time
	places := whole(d, words)
	for i := range d.Times {
		t := &d.Times[i]
		switch {
		case strings.EqualFold(oneLine(d.Slice(t.Span)), oneLine(words)):
			same = append(same, t)
		case slices.ContainsFunc(places, func(p place) bool { return p.Overlaps(t.Span) }):
			like = append(like, t)
		}
	}
	if len(same) == 0 {
		return like
	}
	return same
}

// whole is the places where words stand, not as a part of longer words.
func whole(d *doc.Document, words string) []place {
	all := find("", d.Source, words)
	return slices.DeleteFunc(all, func(p place) bool {
		return p.Start > 0 && isWordByte(d.String()[p.Start-1]) || int(p.End) < d.Len() && isWordByte(d.String()[p.End])
	})
}

func isWordByte(b byte) bool {
	return '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b >= 0x80 && b < 0xE0
}

// mention looks for the mention with the span of gold; where there is none, for the shortest one around it, and then
// for the longest one within it. A plural has several mentions with one span.
func (s *scorer) mention(g *GoldMention) {
	f := Fault{What: "mention", Gold: g.Text, Want: g.Actor.String(), Got: "nobody"}
	right := false
	if d := s.document(g.Article); d != nil {
		f.Places = passages(g.Article, d, find("", d.Source, g.Context))
		if sp, ok := mentionSpan(d, g); ok {
			var got []string
			for _, m := range mentionsAt(d, sp) {
				a := &d.Actors[m.Actor]
				right = right || g.Actor.isActor(a)
				got = append(got, a.ID+" by "+m.Rule+" ("+m.Kind.String()+")")
			}
			if len(got) > 0 {
				f.Got = join(got)
			}
		}
	}
	s.Measures.Mentions.count(right)
	if !right {
		s.Faults = append(s.Faults, f)
	}
}

// mentionSpan is where the words of gold stand in their context: as whole words, if they do.
func mentionSpan(d *doc.Document, g *GoldMention) (text.Span, bool) {
	context := find("", d.Source, g.Context)
	if len(context) == 0 {
		return text.Span{}, false
	}
	for _, p := range whole(d, g.Text) {
		if context[0].Contains(p.Span) {
			return p.Span, true
		}
	}
	for _, p := range find("", d.Source, g.Text) {
		if context[0].Contains(p.Span) {
			return p.Span, true
		}
	}
	return text.Span{}, false
}

func mentionsAt(d *doc.Document, sp text.Span) []doc.Mention {
	var out []doc.Mention
	best := -1
	for _, m := range d.Mentions {
		rank := -1
		switch {
		case m.Span == sp:
			rank = 1 << 30
		case m.Contains(sp):
			rank = 1<<29 - m.Len()
		case sp.Contains(m.Span):
			rank = m.Len()
		}
		if rank > best {
			best, out = rank, out[:0]
		}
		if rank >= 0 && rank == best {
			out = append(out, m)
		}
	}
	return out
}
