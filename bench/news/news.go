// Package news knows how to make up news of which the truth is known: as many articles as are wanted, of happenings
// between the states of the register and whoever was in office there on the day.
//
// Happenings are planned, held, cancelled, postponed or never heard of again; several outlets tell each in their own words,
// take it over from a wire with or without saying so, add to it later, and now and then get a place or a day wrong. The same
// options give the same articles. They come in the order of their days, and only those of some weeks are held in memory.
//
// It does not know how articles are read. What it makes is simpler than news: its sentences are few and plain.
//
//	g, err := news.New(news.Options{Seed: 1, Articles: 10_000})
//	for a := range g.Articles() { ... } // a.Article is the text, a.Happening what it tells
package news

import (
	"container/heap"
	"iter"
	"math/rand/v2"

	"chancery/internal/date"
	"chancery/internal/lexicon"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// Options say what is made.
type Options struct {
	Seed     uint64
	Articles int
	From     date.Day // the first day; 0 is 2014-03-01
	PerDay   int      // happenings that become known on a day; 0 is 75
}

// A Side is one party of a happening. Person is nil where the state itself acts.
type Side struct {
	State  *lexicon.State
	Person *lexicon.Person
	Office string // of the person, as it is written before the name
}

// A Happening is one thing that passes between two states.
type Happening struct {
	Number  int // from 0, in the order in which they become known
	Kind    plover.Kind
	Mode    plover.Mode
	Format  plover.Format
	Status  plover.Status // as the last article has it
	Sides   [2]Side       // who acts, and on whom; of meetings both take part
	Day     date.Day      // on which it takes place, or was to
	Place   string        // a city, "" where there is none
	Country string        // of the place

	template    *template
	topic       string
	number      int
	first       date.Day   // for which it was planned at first
	earlier     *Happening // the last of this kind between the two states; nil if there was none
	wrongPlace  string     // what one outlet has instead
	wrongsPlace bool
}

// Wording names what the happening was made from: "visit", "expel".
func (h *Happening) Wording() string { return h.template.name }

// An Article is made-up news with the truth about it.
type Article struct {
	record.Article
	Number    int // from 0
	Happening *Happening
	Status    plover.Status // as this article tells it
	Day       date.Day      // likewise; also where it is wrong
	Place     string        // likewise
	CopyOf    record.ID     // the article whose text it repeats, "" where it has its own
	Credit    string        // the wire that it names as its source
	Wrong     string        // the field that it gets wrong: "date", "place" or ""
	Lead      Stretch       // the sentence that tells it
	Wording   string        // of the lead, with holes for names and days; "" in a copy
	Ago       Stretch       // the sentence that tells of something earlier of this kind; empty where there is none
	Earlier   *Happening    // what that is: one of the news, or one that no other article tells
	Quotes    []Speech
}

// A Stretch is bytes of the text of an article, half-open.
type Stretch struct{ Start, End int }

// A Speech is words of a side in an article.
type Speech struct {
	Stretch
	Side int // 0 or 1
}

// A Generator makes news. It can be used again and again, by one goroutine at a time.
type Generator struct {
	opt       Options
	world     *world
	templates []*template
	words     map[string][]string
}

// New makes a generator. It takes the states and offices of the program's own register.
func New(opt Options) (*Generator, error) {
	if opt.From == 0 {
		opt.From = date.MakeDay(2014, 3, 1)
	}
	if opt.PerDay == 0 {
		opt.PerDay = 75
	}
	g := &Generator{opt: opt}
	lex, err := lexicon.Load()
	if err != nil {
		return nil, err
	}
	g.world = newWorld(lex.Register)
	if g.templates, err = loadTemplates(); err != nil {
		return nil, err
	}
	g.words, err = loadWordings()
	return g, err
}

// Articles makes the news, from the first article on.
func (g *Generator) Articles() iter.Seq[Article] {
	return func(yield func(Article) bool) {
		r := &run{Generator: g, last: map[occasion]*Happening{}}
		made := 0
		for day := g.opt.From; ; day++ {
			r.openDay(day)
			for len(r.pending) > 0 && r.pending[0].day <= day {
				if made == g.opt.Articles {
					return
				}
				d := heap.Pop(&r.pending).(*draft)
				a := r.write(d)
				a.Number = made
				made++
				if !yield(a) {
					return
				}
			}
		}
	}
}

// An occasion is two states and a kind of thing that passes between them.
type occasion struct {
	a, b string
	kind plover.Kind
}

// A run is one making of all articles.
type run struct {
	*Generator
	happenings int
	drafts     int
	last       map[occasion]*Happening
	pending    drafts
}

// A draft is an article that will be written on a day.
type draft struct {
	*Happening
	day    date.Day
	order  int
	part   string   // lead, plan, off, later: what it tells
	manner string   // own, wire, copy, credit, update: how it comes by it
	on     date.Day // the day of the happening, as far as is known then
	from   *draft   // the wire's, that it copies or names
	seed   uint64

	outlet  string
	written *Article // of a wire's draft, once it is
}

// drafts is a heap by day and order.
type drafts []*draft

func (h drafts) Len() int { return len(h) }
func (h drafts) Less(i, j int) bool {
	return h[i].day < h[j].day || h[i].day == h[j].day && h[i].order < h[j].order
}
func (h drafts) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *drafts) Push(x any)   { *h = append(*h, x.(*draft)) }
func (h *drafts) Pop() any {
	old := *h
	d := old[len(old)-1]
	*h = old[:len(old)-1]
	return d
}

// rng is the source of chance of one thing: the same whatever was made before.
func (g *Generator) rng(of uint64) *rand.Rand { return rand.New(rand.NewPCG(g.opt.Seed, of)) }
