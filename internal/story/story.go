// Package story knows which articles tell the same news: those that share events and rare words within a few days.
//
// Grouping is a pure function of the articles, whatever their order; its cost grows with their number. It counts in
// integers, so that every machine comes to the same stories. It does not read texts: the words come from the sketch by
// which copies are found, the events from the record.
//
//	for _, s := range story.Tell(articles) {
//		fmt.Println(s.ID, s.Articles)
//	}
package story

import (
	"cmp"
	"slices"

	"chancery/internal/copies"
	"chancery/internal/date"
	"chancery/internal/record"
)

// An Article is what has to be known of an article.
type Article struct {
	ID        record.ID
	Published date.Range
	Sketch    copies.Sketch
	Events    []record.ID // what it mainly tells of
}

// A Story is articles that tell the same news, in the order of publication.
type Story struct {
	ID       record.ID     // day and id of the first article
	Articles []record.ID   // in the order of publication, the undated last
	Copies   [][]record.ID // of those, groups that repeat one text: the first, then its copies
	From, To date.Day      // of publication; zero where unknown
}

// Tell groups articles into stories, in the order of the first article of each. Every article belongs to one story, if
// only its own.
func Tell(articles []Article) []Story {
	articles = slices.Clone(articles)
	slices.SortFunc(articles, func(a, b Article) int {
		// Of one day the longest first: what is cut comes from what is whole.
		return cmp.Or(cmp.Compare(uint32(a.Published.From-1), uint32(b.Published.From-1)), cmp.Compare(len(b.Sketch), len(a.Sketch)), cmp.Compare(a.ID, b.ID))
	})
	g := newGrouping(articles)
	g.join()
	return g.stories()
}

// stories is the groups as stories.
func (g *grouping) stories() []Story {
	members := map[int32][]int{}
	for i := range g.articles {
		r := g.root(int32(i))
		members[r] = append(members[r], i)
	}
	var out []Story
	for i := range g.articles {
		if list := members[g.root(int32(i))]; list[0] == i {
			out = append(out, g.story(list))
		}
	}
	return out
}

func (g *grouping) story(list []int) Story {
	s := Story{Articles: make([]record.ID, 0, len(list)), Copies: [][]record.ID{}}
	at := map[int]int{} // place in Copies of the group of a text
	for _, i := range list {
		a := &g.articles[i]
		s.Articles = append(s.Articles, a.ID)
		if d := a.Published.From; d != 0 {
			if s.From == 0 {
				s.From = d
			}
			s.To = d
		}
		if first := g.copyOf[i]; first != i {
			k, known := at[first]
			if !known {
				k = len(s.Copies)
				at[first] = k
				s.Copies = append(s.Copies, []record.ID{g.articles[first].ID})
			}
			s.Copies[k] = append(s.Copies[k], a.ID)
		}
	}
	s.ID = s.Articles[0]
	if s.From != 0 {
		s.ID = record.ID(s.From.String()) + "-" + s.ID
	}
	return s
}

// MainEvents is the events that an article mainly tells of, sorted: those of its main reports, by the event of each report.
func MainEvents(reports []record.Report, eventOf map[record.ID]record.ID) []record.ID {
	var out []record.ID
	for i := range reports {
		if e, ok := eventOf[reports[i].ID]; ok && reports[i].Main {
			out = append(out, e)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
