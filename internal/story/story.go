// Package story knows which articles tell the same news: those that share events and rare words within a few days.
//
// Articles are grouped week by week of the calendar, and the groups of a week go on with those of the week before where
// they tell the same news. What is a story depends on no more than the weeks beside it, so the stories of some days can be
// told without those of all years; and it is a pure function of these articles, whatever their order. It counts in integers,
// so that every machine comes to the same stories. It does not read texts: the words come from the sketch by which copies
// are found, the events from the record.
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
	Title     string
	Published date.Range
	Sketch    copies.Sketch
	Events    []record.ID // what it mainly tells of, each once
}

// A Story is articles that tell the same news, in the order of publication. It has articles of two weeks at most: what is
// told of longer is told as several stories.
type Story struct {
	ID       record.ID     // day and id of the first article
	Title    string        // of the first article that has one
	Articles []record.ID   // in the order of publication
	Days     []date.Day    // of publication of each; zero where unknown
	Copies   [][]record.ID // of those, groups that repeat one text: the first, then its copies
	Events   []record.ID   // what two of its articles or more mainly tell of, or its only article; in order of id
	From, To date.Day      // of publication; zero where unknown
}

// A Week is one of the calendar, from Monday to Sunday, that of 0001-01-01 being 1. Week 0 is that of the articles of which
// the day is not known; it stands beside no other.
type Week int32

// WeekOf is the week of a day.
func WeekOf(d date.Day) Week {
	if d <= 0 {
		return 0
	}
	return Week(d-1)/7 + 1
}

// Days is the first and the last day of the week, zero for week 0.
func (w Week) Days() (from, to date.Day) {
	if w == 0 {
		return 0, 0
	}
	return date.Day(w-1)*7 + 1, date.Day(w) * 7
}

// Tell groups articles into stories, in the order of the day on which they begin and of their ids, those without a day last.
// Every article belongs to one story, if only its own.
func Tell(articles []Article) []Story {
	weeks := map[Week][]Article{}
	for i := range articles {
		w := WeekOf(articles[i].Published.From)
		weeks[w] = append(weeks[w], articles[i])
	}
	var order []Week
	for w := range weeks {
		order = append(order, w)
	}
	slices.SortFunc(order, func(a, b Week) int { return cmp.Compare(uint32(a-1), uint32(b-1)) })
	t := NewTeller(func(w Week) ([]Article, error) { return weeks[w], nil })
	var out []Story
	for _, w := range order {
		stories, _ := t.Stories(w) // nothing fails
		out = append(out, stories...)
	}
	return out
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
