package chancery

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"chancery/internal/doc"
	"chancery/internal/read"
	"chancery/internal/store"
	"chancery/internal/text"
)

// Span is the half-open range of bytes of a text.
type Span = text.Span

// Layers are what is found in one article, each layer in text order.
type Layers struct {
	Article   Article // as it was read in, with the metadata that reading found
	Sentences []Span
	Marks     []Mark   // names, mentions and times; empty where Short
	Quotes    []Quote  // as the record has them
	Reports   []Report // as the record has them
	Events    []ID     // of each report the event that has it, "" where it has none
	Short     bool     // the text is too long to look for names and times while somebody waits
}

// A Mark is words of an article that mean something by themselves.
type Mark struct {
	Span
	Kind  string  // name, mention or time
	Actor ActorID // who is meant; "" where the words name no actor
	Label string  // the name of the actor, the kind of a name that means none, the day or days of a time
}

// longText is how many bytes of text are still read anew for their layers: some tenths of a second.
const longText = 100_000

// Layers is what is found in the article of an id, or ErrNotFound. Names and times are not kept in a record: the article
// is read anew for them.
func (r *Record) Layers(ctx context.Context, id ID) (Layers, error) {
	var l Layers
	err := r.st.View(ctx, func(s store.Reader) error {
		var err error
		if l.Article, err = s.Article(id); err != nil {
			return err
		}
		kept, err := s.Reading(id)
		if err != nil {
			return err
		}
		body := l.Article.Text
		l.Article = kept.Article
		l.Article.Text = body
		l.Quotes, l.Reports = kept.Quotes, kept.Reports
		l.Events, err = eventsOfReports(s, id, kept.Reports)
		return err
	})
	if err != nil {
		return l, err
	}
	if len(l.Article.Text) > longText {
		l.Short = true
		l.Sentences, err = r.sentences(l.Article)
		return l, err
	}
	return l, r.readLayers(&l)
}

// readLayers reads an article anew, unless it was among the last to be read so: what reading finds depends on nothing else.
func (r *Record) readLayers(l *Layers) error {
	if kept, ok := r.seen.get(l.Article.ID); ok {
		l.Sentences, l.Marks = kept.sentences, kept.marks
		return nil
	}
	rd, err := r.reader()
	if err != nil {
		return err
	}
	found, err := rd.Read(l.Article)
	if err != nil {
		return err
	}
	l.Sentences, l.Marks = read.SentenceSpans(found.Doc), marksOf(found.Doc)
	r.seen.put(l.Article.ID, seenArticle{l.Sentences, l.Marks})
	return nil
}

// A seenArticle is what the text of an article alone says of its layers. It is not changed.
type seenArticle struct {
	sentences []Span
	marks     []Mark
}

// maxSeen is how many articles are remembered: some megabytes.
const maxSeen = 256

// seenArticles are the articles whose layers were read last. The zero value is ready to use.
type seenArticles struct {
	mu    sync.Mutex
	byID  map[ID]seenArticle
	order []ID // the oldest first
}

func (s *seenArticles) get(id ID) (seenArticle, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := s.byID[id]
	return a, ok
}

func (s *seenArticles) put(id ID, a seenArticle) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.byID == nil {
		s.byID = map[ID]seenArticle{}
	}
	if _, ok := s.byID[id]; !ok {
		if s.order = append(s.order, id); len(s.order) > maxSeen {
			delete(s.byID, s.order[0])
			s.order = s.order[1:]
		}
	}
	s.byID[id] = a
}

// marksOf is names, mentions and times in text order, of those that begin together the longest first. A name that is
// itself a mention of an actor is that mention.
func marksOf(d *doc.Document) []Mark {
	var out []Mark
	mentioned := map[Span]bool{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		a := &d.Actors[m.Actor]
		kind := "mention"
		if m.Kind == doc.ByName {
			kind = "name"
		}
		if !mentioned[m.Span] { // a plural has a mention for each: the first stands for all
			out = append(out, Mark{Span: m.Span, Kind: kind, Actor: ActorID(a.ID), Label: a.Name})
		}
		mentioned[m.Span] = true
	}
	for i := range d.Names {
		if sp := d.Span(d.Names[i].Range); !mentioned[sp] {
			out = append(out, Mark{Span: sp, Kind: "name", Label: d.Names[i].Kind.String()})
		}
	}
	for i := range d.Times {
		t := &d.Times[i]
		label := t.When.English()
		if label == "" {
			label = t.Value
		}
		out = append(out, Mark{Span: t.Span, Kind: "time", Label: label})
	}
	slices.SortStableFunc(out, func(a, b Mark) int { return a.Span.Compare(b.Span) })
	return out
}

// eventsOfReports is the event of each report of one article. The history leads from an article to the events that it
// changed; where it is silent, as in a record that is older than its history, the parties do.
func eventsOfReports(s store.Reader, article ID, reports []Report) ([]ID, error) {
	out := make([]ID, len(reports))
	if len(reports) == 0 {
		return out, nil
	}
	place := map[ID]int{}
	for i := range reports {
		place[reports[i].ID] = i
	}
	take := func(e Event) error {
		for _, rep := range e.Reports {
			if i, ok := place[rep]; ok {
				out[i] = e.ID
			}
		}
		return nil
	}
	var candidates []ID
	err := s.EachChange(store.ChangeQuery{Article: article}, func(_ store.Step, ch store.Change) error {
		candidates = append(candidates, ch.Event)
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(candidates)
	for _, c := range slices.Compact(candidates) {
		id, err := eventID(s, string(c))
		if err = ignoreNotFound(err); err != nil {
			return nil, err
		}
		if id == "" {
			continue
		}
		if err := s.EachEvent(store.EventQuery{IDs: []ID{id}}, take); err != nil {
			return nil, err
		}
	}
	for i := range reports {
		if q := (store.EventQuery{}); out[i] == "" {
			for _, p := range reports[i].Parties() {
				q.Parties = append(q.Parties, []string{string(p.Actor)})
			}
			if len(q.Parties) == 0 {
				continue
			}
			if err := s.EachEvent(q, take); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// Sentences is an article with the metadata that reading found, and where its sentences stand, or ErrNotFound.
func (r *Record) Sentences(ctx context.Context, id ID) (a Article, spans []Span, err error) {
	err = r.st.View(ctx, func(s store.Reader) error {
		if a, err = s.Article(id); err != nil {
			return err
		}
		found, err := s.Found([]ID{id})
		if err == nil && len(found) == 1 {
			body := a.Text
			a = found[0]
			a.Text = body
		}
		return err
	})
	if err != nil {
		return a, nil, err
	}
	spans, err = r.sentences(a)
	return a, spans, err
}

func (r *Record) sentences(a Article) ([]Span, error) {
	lex, err := r.lexicon()
	if err != nil {
		return nil, err
	}
	spans, err := read.Sentences(lex, a)
	if err != nil {
		return nil, fmt.Errorf("article %s: %w", a.ID, err)
	}
	return spans, nil
}

// Ping asks the record for the least that it can be asked for.
func (r *Record) Ping(ctx context.Context) error {
	return r.st.View(ctx, func(s store.Reader) error {
		_, err := s.Meta(metaOutcomes)
		return err
	})
}
