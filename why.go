package chancery

import (
	"context"
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/store"
	"chancery/internal/text"
)

// A Telling is one sentence that tells an event, with the chain of reasons behind each value that it gives.
type Telling struct {
	Article  ArticleRef `json:"article"`
	Report   ID         `json:"report"`
	Main     bool       `json:"main"` // the report is what its article is about: told in title or lead
	Sentence Passage    `json:"sentence"`
	Kind     string     `json:"kind"`
	Frame    Ground     `json:"frame"`
	Tree     []Branch   `json:"tree"` // the words that the reading rests on, each with what it hangs on
	Status   Ground     `json:"status"`
	Actors   []Mention  `json:"actors"`
	Towards  []Mention  `json:"recipients"`
	Date     *Ground    `json:"date,omitempty"`
	Place    *Ground    `json:"place,omitempty"`
	Numbers  []Ground   `json:"numbers,omitempty"`
	Topics   []Ground   `json:"topics,omitempty"`
	Asserter ActorID    `json:"asserter,omitempty"` // who says so in the article; "" is the article itself
}

// A Ground is a value, the words that give it and the rule by which they do.
type Ground struct {
	Value string  `json:"value"`
	Words Passage `json:"words"`
	Rule  string  `json:"rule"`
	Why   string  `json:"why"`
}

// A Branch is a word of a sentence and the word on which it hangs by a relation of Universal Dependencies; the head of
// the sentence hangs on nothing.
type Branch struct {
	Word string `json:"word"`
	Rel  string `json:"rel"`
	Head string `json:"head"`
}

// WhyEvent is the sentences that tell the event of an id, in the order of its reports, each with the reasons behind what it gives.
// The articles are read anew. The error is ErrNotFound where the record has no such event.
func (r *Record) WhyEvent(ctx context.Context, id string) ([]Telling, error) {
	var reports []Report
	articles := map[ID]Article{}
	err := r.st.View(ctx, func(s store.Reader) error {
		full, err := eventID(s, id)
		if err != nil {
			return err
		}
		var ids []ID
		if err := s.EachEvent(store.EventQuery{IDs: []ID{full}}, func(e Event) error { ids = e.Reports; return nil }); err != nil {
			return err
		}
		if reports, err = s.Reports(ids); err != nil {
			return err
		}
		for i := range reports {
			a := reports[i].Article
			if _, ok := articles[a]; ok {
				continue
			}
			if articles[a], err = s.Article(a); err != nil {
				return err
			}
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
	out := []Telling{}
	readings := map[ID]*read.Reading{}
	for i := range reports {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		a := reports[i].Article
		if readings[a] == nil {
			if readings[a], err = rd.Read(articles[a]); err != nil {
				return nil, err
			}
		}
		out = append(out, tellings(lex, readings[a], &reports[i])...)
	}
	return out, nil
}

// tellings is the acts of a reading that a report was made of.
func tellings(lex *lexicon.Lexicon, found *read.Reading, rep *Report) []Telling {
	d := found.Doc
	var out []Telling
	for i := range d.Acts {
		a := &d.Acts[i]
		if !isOf(d, a, rep) {
			continue
		}
		w := &whyer{d: d, lex: lex, act: a, ref: refOf(found)}
		t := w.telling()
		t.Report, t.Main = rep.ID, rep.Main
		out = append(out, t)
	}
	return out
}

func refOf(found *read.Reading) ArticleRef {
	m := &found.Doc.Meta
	return ArticleRef{ID: found.Article.ID, URL: m.URL, Outlet: m.Outlet, Title: m.Title, Byline: m.Byline, Published: m.Published}
}

// isOf reports whether a report has a claim for the kind and for the status of an act, and for each of its parties.
func isOf(d *doc.Document, a *doc.Act, rep *Report) bool {
	has := func(f record.Field, value string, sp text.Span) bool {
		return slices.ContainsFunc(rep.Claims, func(c Claim) bool {
			return c.Field == f && c.Value == value && c.Start == sp.Start && c.End == sp.End
		})
	}
	if !has(record.FieldKind, a.Kind.String(), d.Span(d.Sentences[a.Sentence].Range)) || !has(record.FieldStatus, a.Status.String(), statusSpan(d, a)) {
		return false
	}
	for _, p := range a.Parties {
		f := record.FieldActors
		if p.Recipient {
			f = record.FieldRecipients
		}
		if !has(f, d.Actors[p.Actor].ID, d.Mentions[p.Mention].Span) {
			return false
		}
	}
	return true
}

func statusSpan(d *doc.Document, a *doc.Act) text.Span {
	if a.StatusBy.Len() > 0 {
		return d.Span(a.StatusBy)
	}
	return d.Tokens[a.Trigger].Span
}

// A whyer explains one act.
type whyer struct {
	d   *doc.Document
	lex *lexicon.Lexicon
	act *doc.Act
	ref ArticleRef
}

func (w *whyer) telling() Telling {
	d, a := w.d, w.act
	t := Telling{
		Article: w.ref, Sentence: w.passage(d.Span(d.Sentences[a.Sentence].Range)), Kind: a.Kind.String(),
		Frame: Ground{a.Frame, w.passage(d.Span(a.Tokens)), a.Rule, w.frame()}, Tree: w.tree(),
		Status: Ground{a.Status.String(), w.passage(statusSpan(d, a)), a.Rule, w.status()},
		Actors: []Mention{}, Towards: []Mention{},
	}
	for _, p := range a.Parties {
		m := makeMention(d, w.lex, w.ref, int(p.Mention))
		m.Actor = ActorID(d.Actors[p.Actor].ID) // a person may stand for the state
		if p.Recipient {
			t.Towards = append(t.Towards, m)
		} else {
			t.Actors = append(t.Actors, m)
		}
	}
	if a.Time != doc.None {
		tm := &d.Times[a.Time]
		t.Date = &Ground{a.When.String(), w.passage(tm.Span), tm.Rule, w.reckoned(tm)}
	}
	if a.Place != doc.None {
		p := &d.Places[a.Place]
		t.Place = &Ground{firstOf(p.City, p.Canon), w.passage(d.Span(d.Names[p.Name].Range)), "place/" + p.Grain, "stands with “" + d.Word(a.Trigger) + "” in its clause; " + grainOf(p)}
	}
	for _, n := range a.Numbers {
		t.Numbers = append(t.Numbers, Ground{n.Value, w.passage(n.Span), "act/number", "counts what the act is about"})
	}
	for _, sp := range a.Topics {
		t.Topics = append(t.Topics, Ground{oneLine(d.Slice(sp)), w.passage(sp), a.Rule, "what the act is about"})
	}
	if a.Asserter != doc.None {
		t.Asserter = ActorID(d.Actors[a.Asserter].ID)
	}
	return t
}

func (w *whyer) passage(sp text.Span) Passage {
	return Passage{int(sp.Start), int(sp.End), oneLine(w.d.Slice(sp))}
}

// frame is where the frame stands and a sentence that it reads.
func (w *whyer) frame() string {
	for _, f := range w.lex.Frames.All {
		if f.ID != w.act.Frame {
			continue
		}
		if len(f.Examples) > 0 {
			return f.Where + ", as in “" + f.Examples[0].Text + "”"
		}
		return f.Where
	}
	return "the frame is not listed"
}

// status is what the words that decide the status are.
func (w *whyer) status() string {
	a := w.act
	if a.StatusBy.Len() == 0 || a.StatusBy.Len() == 1 && a.StatusBy.First == a.Trigger {
		return "by the form of the word that tells it"
	}
	words := "“" + oneLine(w.d.Text(a.StatusBy)) + "” "
	switch t := &w.d.Tokens[a.StatusBy.First]; {
	case t.Head == a.Trigger:
		return words + "stands with it (" + t.Rel.String() + ")"
	case w.isAbove(a.StatusBy.First):
		return words + "stands above it"
	}
	return words + "decides it"
}

// isAbove reports whether the trigger hangs, however far down, on token i.
func (w *whyer) isAbove(i int32) bool {
	at := w.act.Trigger
	for range w.d.Sentences[w.act.Sentence].Len() {
		if at = w.d.Tokens[at].Head; at == i || at < 0 {
			return at == i
		}
	}
	return false
}

// reckoned is how the date follows from its words.
func (w *whyer) reckoned(t *doc.Time) string {
	value := "“" + oneLine(w.d.Slice(t.Span)) + "” is " + t.Value
	switch t.When.Basis {
	case date.Stated:
		return value + ", as the text says in full"
	case date.Resolved:
		if p := w.d.Meta.Published; p.IsKnown() {
			return value + ", reckoned from the day of publication, " + p.String() + ", or the day spoken of before"
		}
		return value + ", reckoned from the day spoken of before"
	case date.Inferred:
		return value + ", inferred from what stands around it"
	}
	return value
}

func grainOf(p *doc.Place) string {
	if p.Country == "" {
		return "a " + p.Grain
	}
	return "a " + p.Grain + " of " + p.Country
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// tree is the trigger, the words of the parties, the status, the time and the place, and all that stands between them and
// the head of the sentence, in the order of the text.
func (w *whyer) tree() []Branch {
	d, a := w.d, w.act
	s := d.Sentences[a.Sentence]
	kept := map[int32]bool{}
	climb := func(i int32) {
		for range s.Len() {
			if i < 0 || !s.Contains(i) || kept[i] {
				return
			}
			kept[i] = true
			i = d.Tokens[i].Head
		}
	}
	for i := a.Tokens.First; i < a.Tokens.Last; i++ {
		climb(i)
	}
	for i := a.StatusBy.First; i < a.StatusBy.Last; i++ {
		climb(i)
	}
	for _, p := range a.Parties {
		climb(d.Mentions[p.Mention].Head)
	}
	if a.Time != doc.None {
		climb(w.top(d.Times[a.Time].Tokens))
	}
	if a.Place != doc.None {
		climb(w.top(d.Names[d.Places[a.Place].Name].Range))
	}
	out := []Branch{}
	for i := s.First; i < s.Last; i++ {
		if !kept[i] {
			continue
		}
		b := Branch{Word: d.Word(i), Rel: d.Tokens[i].Rel.String()}
		if h := d.Tokens[i].Head; h >= 0 {
			b.Head = d.Word(h)
		}
		out = append(out, b)
	}
	return out
}

// top is the word of a range whose head lies outside of it.
func (w *whyer) top(rg doc.Range) int32 {
	for i := rg.First; i < rg.Last; i++ {
		if !rg.Contains(w.d.Tokens[i].Head) {
			return i
		}
	}
	return rg.First
}

// String is the branch as "met ← nsubj Macron".
func (b Branch) String() string {
	if b.Head == "" {
		return b.Word + " (" + b.Rel + ")"
	}
	return strings.Join([]string{b.Head, "←", b.Rel, b.Word}, " ")
}
