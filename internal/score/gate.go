package score

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/plover"
	"chancery/internal/record"
	"chancery/internal/text"
)

// A TrueAct is an act of diplomacy that a report about other things tells in passing.
type TrueAct struct {
	File  string
	Kinds []plover.Kind // that can be defended
	Words string        // of the passage, exact
}

// ReadTrueActs reads a table of true acts: file, kinds separated by "|", words. Lines that begin with # are comments.
func ReadTrueActs(r io.Reader) ([]TrueAct, error) {
	var out []TrueAct
	sc := bufio.NewScanner(r)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != 3 {
			return nil, fmt.Errorf("true acts line %d: %d columns, want file, kinds and words", n, len(cols))
		}
		t := TrueAct{File: cols[0], Words: cols[2]}
		for name := range strings.SplitSeq(cols[1], "|") {
			k, err := plover.ParseKind(name)
			if err != nil {
				return nil, fmt.Errorf("true acts line %d: %w", n, err)
			}
			t.Kinds = append(t.Kinds, k)
		}
		out = append(out, t)
	}
	return out, sc.Err()
}

// A KindCount is how many entries of a kind were read.
type KindCount struct {
	Kind plover.Kind `json:"kind"`
	N    int         `json:"n"`
}

// GateCounts is what was read as diplomacy in reports that are about other things.
type GateCounts struct {
	Articles int         `json:"articles"`
	Events   int         `json:"false_events"`
	Acts     int         `json:"false_acts"`
	With     int         `json:"articles_with"` // articles with a false event
	Kinds    []KindCount `json:"kinds"`         // of the false events, the most frequent first
	Kept     Share       `json:"kept"`          // true acts that were read
}

// Add adds o to c.
func (c *GateCounts) Add(o *GateCounts) {
	c.Articles += o.Articles
	c.Events += o.Events
	c.Acts += o.Acts
	c.With += o.With
	c.Kept.Add(o.Kept)
	for _, k := range o.Kinds {
		c.addKind(k.Kind, k.N)
	}
}

func (c *GateCounts) addKind(k plover.Kind, n int) {
	i := slices.IndexFunc(c.Kinds, func(x KindCount) bool { return x.Kind == k })
	if i < 0 {
		i, c.Kinds = len(c.Kinds), append(c.Kinds, KindCount{Kind: k})
	}
	c.Kinds[i].N += n
	slices.SortFunc(c.Kinds, func(a, b KindCount) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Kind, b.Kind)) })
}

// PerArticle is the false events in an article.
func (c *GateCounts) PerArticle() float64 { return ratio(c.Events, c.Articles) }

// A FalseEvent is an event read in a report that tells none, with the sentences in which it was read.
type FalseEvent struct {
	File   string    `json:"file"`
	Event  string    `json:"event"`
	Places []Passage `json:"places"`
}

// Gate counts what was read in the one article of f, which tells no acts but those given, and lists the false events. An
// error names a true act whose words do not stand in the article.
func Gate(f *Found, truth []TrueAct) (*GateCounts, []FalseEvent, error) {
	art := &f.Articles[0]
	c := &GateCounts{Articles: 1}
	passages := make([]text.Span, len(truth))
	for i, t := range truth {
		found := find(art.ID, art.Doc.Source, t.Words)
		if len(found) == 0 {
			return nil, nil, fmt.Errorf("%q does not stand in %s", t.Words, art.File)
		}
		passages[i] = found[0].Span
	}
	isTrue := func(k plover.Kind, sentence text.Span) bool {
		for i, t := range truth {
			if sentence.Start <= passages[i].Start && passages[i].Start < sentence.End && slices.Contains(t.Kinds, k) {
				return true
			}
		}
		return false
	}
	for i := range art.Doc.Acts {
		a := &art.Doc.Acts[i]
		if len(a.Parties) > 0 && !isTrue(a.Kind, art.Doc.Span(art.Doc.Sentences[a.Sentence].Range)) {
			c.Acts++
		}
	}
	var faults []FalseEvent
	s := scorer{found: f}
	for i := range f.Events {
		e := &f.Events[i]
		if slices.ContainsFunc(e.Claims, func(cl record.Claim) bool {
			return cl.Field == record.FieldKind && isTrue(e.Kind, text.Span{Start: cl.Start, End: cl.End})
		}) {
			continue
		}
		c.Events++
		c.addKind(e.Kind, 1)
		faults = append(faults, FalseEvent{File: art.File, Event: eventLine(e), Places: s.behind(e)})
	}
	c.With = min(c.Events, 1)
	c.Kept = keptActs(art.Doc, truth, passages)
	return c, faults, nil
}

// keptActs is how many of the true acts were read, of any kind that can be defended.
func keptActs(d *doc.Document, truth []TrueAct, passages []text.Span) Share {
	var kept Share
	for i, t := range truth {
		kept.count(slices.ContainsFunc(d.Acts, func(a doc.Act) bool {
			sp := d.Span(d.Sentences[a.Sentence].Range)
			return sp.Start <= passages[i].Start && passages[i].Start < sp.End && slices.Contains(t.Kinds, a.Kind)
		}))
	}
	return kept
}
