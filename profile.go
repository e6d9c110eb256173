package chancery

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/ingest"
	"chancery/internal/lexicon"
	"chancery/internal/read"
	"chancery/internal/store"
	"chancery/internal/text"
)

// lexiconOf is how the lexicon is loaded: with the register of a file, which is read at once so that its mistakes show,
// or when it is first needed.
func lexiconOf(file string) (func() (*lexicon.Lexicon, error), error) {
	if file == "" {
		return sync.OnceValues(lexicon.Load), nil
	}
	lex, err := LoadLexicon(file)
	return func() (*lexicon.Lexicon, error) { return lex, err }, err
}

// LoadLexicon is the lexicon with the rows of a user's register, "" for none. The error names file and line.
func LoadLexicon(file string) (*lexicon.Lexicon, error) {
	if file == "" {
		return lexicon.Load()
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	return lexicon.LoadWith(file, b)
}

// Registered is the profile of the actor of a name as the register alone gives it, without a record. The error is an
// *UnknownActorError where nobody is known.
func Registered(lex *lexicon.Lexicon, name string) (Profile, error) {
	a, err := lookUp(roll(nil), lex.Register, name)
	if err != nil {
		return Profile{}, err
	}
	p := Profile{Actor: a, Offices: []Term{}, Events: []Event{}, Quotes: []Quote{}}
	p.fill(lex.Register)
	return p, nil
}

// fill adds what the register knows.
func (p *Profile) fill(reg *lexicon.Register) {
	id := string(p.Actor.ID)
	p.Offices = []Term{}
	for _, t := range reg.TermsOf(id) {
		p.Offices = append(p.Offices, makeTerm(reg, t))
	}
	switch {
	case reg.Person(id) != nil:
		p.Spelled = reg.Person(id).Variants
	case reg.State(id) != nil:
		st := reg.State(id)
		p.Spelled = slices.Concat(nonEmpty(st.Long), st.Variants)
		for _, f := range st.Former {
			p.Spelled = append(p.Spelled, strings.TrimSpace(fmt.Sprintf("%s %s", f.Name, until(f.From, f.To))))
		}
	case reg.Org(id) != nil:
		p.Spelled = reg.Org(id).Variants
		for _, m := range reg.Org(id).Joined {
			p.Members = append(p.Members, Membership{ID: ActorID(m.Member), Name: displayName(reg, m.Member), From: m.From, To: m.To})
		}
	}
	if reg.State(id) == nil && reg.Org(id) == nil {
		return
	}
	for _, h := range reg.InOffice(id, 0) {
		t := makeTerm(reg, h.Term)
		t.Person = h.Person.Name
		p.Holders = append(p.Holders, t)
	}
	for _, o := range reg.Orgs {
		for _, m := range o.Joined {
			if m.Member == id {
				p.MemberOf = append(p.MemberOf, Membership{ID: ActorID(o.ID), Name: o.Name, From: m.From, To: m.To})
			}
		}
	}
}

func makeTerm(reg *lexicon.Register, t lexicon.Term) Term {
	country, role, _ := strings.Cut(t.Office, ".")
	return Term{Office: t.Office, Title: reg.TitleOf(country, role), Country: country, From: t.From, To: t.To, AsOf: t.AsOf}
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// until is "(1948-01-04 to 1989-06-17)", with what is known of it.
func until(from, to date.Day) string {
	if from == 0 && to == 0 {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("(%s to %s)", from, to))
}

func displayName(reg *lexicon.Register, id string) string {
	if st := reg.State(id); st != nil {
		return st.Name
	}
	if o := reg.Org(id); o != nil {
		return o.Name
	}
	return id
}

// A roll is the directory of the actors of a list.
type roll []Actor

func (l roll) Actor(id ActorID) (Actor, error) {
	for _, a := range l {
		if a.ID == id {
			return a, nil
		}
	}
	return Actor{}, ErrNotFound
}

func (l roll) ActorsNamed(name string) (found []Actor, err error) {
	for _, a := range l {
		if strings.EqualFold(a.Name, name) || slices.ContainsFunc(a.Names, func(n string) bool { return strings.EqualFold(n, name) }) {
			found = append(found, a)
		}
	}
	return found, nil
}

func (l roll) EachActor(f func(Actor) error) error {
	for _, a := range l {
		if err := f(a); err != nil {
			return err
		}
	}
	return nil
}

// A Mention is a place in an article where an actor is meant, with the reason why it was read so.
type Mention struct {
	Article  ArticleRef `json:"article"`
	Actor    ActorID    `json:"actor"`
	Start    int        `json:"start"` // bytes into the text of the article
	End      int        `json:"end"`
	Words    string     `json:"words"`
	Sentence string     `json:"sentence"`
	Kind     string     `json:"kind"` // name, title, pronoun, adjective, metonym, noun
	Rule     string     `json:"rule"`
	Why      string     `json:"why"`
	Because  *Passage   `json:"because,omitempty"` // the other words on which it rests
}

// A Passage is a stretch of an article.
type Passage struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Words string `json:"words"`
}

// Mentions is where a reading mentions the actor of a name, and why.
func Mentions(lex *lexicon.Lexicon, found *read.Reading, name string) ([]Mention, error) {
	a, err := lookUp(roll(found.Actors), lex.Register, name)
	if err != nil {
		return nil, err
	}
	d := found.Doc
	ref := ArticleRef{ID: found.Article.ID, URL: d.Meta.URL, Outlet: d.Meta.Outlet, Title: d.Meta.Title, Byline: d.Meta.Byline, Published: d.Meta.Published}
	out := []Mention{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if ActorID(d.Actors[m.Actor].ID) != a.ID {
			continue
		}
		one := makeMention(d, lex, ref, i)
		out = append(out, one)
	}
	return out, nil
}

// makeMention explains mention i of a document.
func makeMention(d *doc.Document, lex *lexicon.Lexicon, ref ArticleRef, i int) Mention {
	m := &d.Mentions[i]
	reason := read.Explain(d, lex, i)
	one := Mention{
		Article: ref, Actor: ActorID(d.Actors[m.Actor].ID), Start: int(m.Start), End: int(m.End), Words: oneLine(d.Slice(m.Span)), Kind: m.Kind.String(),
		Sentence: oneLine(d.Slice(d.Span(d.Sentences[d.SentenceAt(m.Tokens.First)].Range))), Rule: reason.Rule, Why: reason.Why,
	}
	if reason.Because != (text.Span{}) {
		one.Because = &Passage{int(reason.Because.Start), int(reason.Because.End), oneLine(d.Slice(reason.Because))}
	}
	return one
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Why is where an article of the record, or the articles of an event, mention the actor of a name, and why they were read
// so. The target is the id of either, or the only one that begins so. The articles are read anew. The error is
// ErrNotFound where the record has neither.
func (r *Record) Why(ctx context.Context, name, target string) ([]Mention, error) {
	var articles []Article
	err := r.st.View(ctx, func(s store.Reader) error {
		ids, err := articlesOf(s, target)
		if err != nil {
			return err
		}
		for _, id := range ids {
			a, err := s.Article(id)
			if err != nil {
				return err
			}
			articles = append(articles, a)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	rd, err := r.reader()
	if err != nil {
		return nil, err
	}
	lex, err := r.lexicon()
	if err != nil {
		return nil, err
	}
	return mentionsIn(ctx, lex, rd, articles, name)
}

// articlesOf is the articles of the event that target is an id of, else the article.
func articlesOf(s store.Reader, target string) ([]ID, error) {
	id, err := eventID(s, target)
	if err == nil {
		var reports []ID
		if err := s.EachEvent(store.EventQuery{IDs: []ID{id}}, func(e Event) error { reports = e.Reports; return nil }); err != nil {
			return nil, err
		}
		all, err := s.Reports(reports)
		if err != nil {
			return nil, err
		}
		var ids []ID
		for i := range all {
			if !slices.Contains(ids, all[i].Article) {
				ids = append(ids, all[i].Article)
			}
		}
		return ids, nil
	}
	if !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	list, err := s.ListArticles(store.ArticleQuery{})
	if err != nil {
		return nil, err
	}
	var ids []ID
	for _, a := range list {
		if a.URL == target || strings.HasPrefix(string(a.ID), target) {
			ids = append(ids, a.ID)
		}
	}
	if len(ids) != 1 {
		return nil, ErrNotFound
	}
	return ids, nil
}

// WhyIn is Why for the articles of files and folders, without a record.
func WhyIn(ctx context.Context, lex *lexicon.Lexicon, paths []string, name string, published date.Day) ([]Mention, error) {
	var articles []Article
	for it := range ingest.Items(ctx, paths, ingest.Options{Published: published}) {
		if it.Err != nil {
			return nil, it.Err
		}
		articles = append(articles, it.Article)
	}
	rd, err := read.NewWith(lex)
	if err != nil {
		return nil, err
	}
	return mentionsIn(ctx, lex, rd, articles, name)
}

// mentionsIn is the mentions in several articles; a name that only some of them know is nobody in the others.
func mentionsIn(ctx context.Context, lex *lexicon.Lexicon, rd Reader, articles []Article, name string) ([]Mention, error) {
	out := []Mention{}
	var unknown error
	known := false
	for _, a := range articles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		found, err := rd.Read(a)
		if err != nil {
			return nil, err
		}
		some, err := Mentions(lex, found, name)
		if err != nil {
			unknown = err
			continue
		}
		known = true
		out = append(out, some...)
	}
	if !known && unknown != nil {
		return nil, unknown
	}
	return out, nil
}
