package story

import (
	"cmp"
	"slices"

	"chancery/internal/date"
	"chancery/internal/record"
)

// A Teller tells stories week by week. It asks for the articles of each week when it needs them, and keeps those of few
// weeks, so it is best asked for one week after the other, in either direction. It is not safe for concurrent use.
type Teller struct {
	load   func(Week) ([]Article, error)
	weeks  map[Week]*week
	seams  map[Week]*seam // by the later week
	memory memory
}

// NewTeller makes a teller of articles: load gives all those of a week, in any order. The teller takes them over.
func NewTeller(load func(Week) ([]Article, error)) *Teller {
	return &Teller{load: load, weeks: map[Week]*week{}, seams: map[Week]*seam{}}
}

// reach is how many weeks on either side what is told of a week depends on.
const reach = 2

// Stories is the stories of which the first article is of week w, in order of that day and of their ids. They may go on in
// the next week. No more is asked for than two weeks before and one behind.
func (t *Teller) Stories(w Week) ([]Story, error) {
	t.forget(w)
	this, err := t.week(w)
	if err != nil || len(this.groups) == 0 {
		return nil, err
	}
	before, err := t.seam(w - 1)
	if err != nil {
		return nil, err
	}
	into, err := t.seam(w)
	if err != nil {
		return nil, err
	}
	out, err := t.seam(w + 1)
	if err != nil {
		return nil, err
	}
	taken := into.join(before.isContinued)
	more := make([][]int32, len(this.groups)) // of each group, those of the next week that go on with it
	for k, g := range out.join(into.isContinued) {
		if g >= 0 {
			more[g] = append(more[g], int32(k))
		}
	}
	var stories []Story
	for g := range this.groups {
		if taken == nil || taken[g] < 0 {
			stories = append(stories, t.story(this, int32(g), out, more[g]))
		}
	}
	slices.SortFunc(stories, func(a, b Story) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.ID, b.ID)) })
	return stories, nil
}

// forget drops the weeks that are far away.
func (t *Teller) forget(w Week) {
	for k := range t.weeks {
		if k < w-reach || k > w+reach {
			delete(t.weeks, k)
		}
	}
	for k := range t.seams {
		if k < w-reach || k > w+reach {
			delete(t.seams, k)
		}
	}
}

func (t *Teller) week(w Week) (*week, error) {
	if k := t.weeks[w]; k != nil {
		return k, nil
	}
	articles, err := t.load(w)
	if err != nil {
		return nil, err
	}
	k := t.memory.newWeek(articles)
	t.weeks[w] = k
	return k, nil
}

// seam is what is between week w and the one before, nil where there is nothing.
func (t *Teller) seam(w Week) (*seam, error) {
	if w <= 1 {
		return nil, nil
	}
	if s, had := t.seams[w]; had {
		return s, nil
	}
	a, err := t.week(w - 1)
	if err != nil {
		return nil, err
	}
	b, err := t.week(w)
	if err != nil {
		return nil, err
	}
	var s *seam
	if len(a.articles) > 0 && len(b.articles) > 0 {
		s = t.memory.newSeam(a, b)
	}
	t.seams[w] = s
	return s, nil
}

// A telling is a story on the way.
type telling struct {
	Story
	told map[record.ID]int
	at   map[record.ID]int // place in Copies, by the first of the texts
}

// story is group g of a week with the groups more of the next one, with which the seam joins it.
func (t *Teller) story(this *week, g int32, out *seam, more []int32) Story {
	s := telling{told: map[record.ID]int{}, at: map[record.ID]int{}}
	s.Copies = [][]record.ID{}
	for _, i := range this.groups[g].members {
		s.add(&this.articles[i], &this.articles[this.copyOf[i]])
	}
	if len(more) > 0 {
		var members []int32
		for _, k := range more {
			members = append(members, out.b.groups[k].members...)
		}
		slices.Sort(members)
		for _, i := range members {
			s.add(&out.b.articles[i], out.original(i, g))
		}
	}
	for e, n := range s.told {
		if n >= min(2, len(s.Articles)) {
			s.Events = append(s.Events, e)
		}
	}
	slices.Sort(s.Events)
	s.ID = s.Articles[0]
	if s.From != 0 {
		s.ID = record.ID(s.From.String()) + "-" + s.ID
	}
	return s.Story
}

// add adds an article to the story; first is the one whose text it repeats, or itself.
func (s *telling) add(a, first *Article) {
	day := a.Published.From
	s.Articles, s.Days = append(s.Articles, a.ID), append(s.Days, day)
	if s.Title == "" {
		s.Title = a.Title
	}
	if s.From == 0 {
		s.From = day
	}
	s.To = max(s.To, day)
	for _, e := range a.Events {
		s.told[e]++
	}
	if first.ID == a.ID {
		return
	}
	k, known := s.at[first.ID]
	if !known {
		k = len(s.Copies)
		s.at[first.ID] = k
		s.Copies = append(s.Copies, []record.ID{first.ID})
	}
	s.Copies[k] = append(s.Copies[k], a.ID)
}

// isDated reports whether the day of publication is told; one that is only inferred parts no articles.
func isDated(a *Article) bool { return a.Published.Basis == date.Stated && a.Published.Days() == 1 }

func days(a, b date.Day) date.Day { return max(a, b) - min(a, b) }
