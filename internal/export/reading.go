package export

import (
	"io"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/text"
)

// Options say what of a reading is written.
type Options struct {
	Tokens bool // tokens with lemma, tags and tree
}

// Reading writes a reading as JSON on one line: {"article", "sentences", "tokens", "names", "mentions", "times", "quotes",
// "reports"}. All places are byte offsets into the text of the article.
func Reading(w io.Writer, r *read.Reading, opts Options) error {
	d := r.Doc
	out := readingJSON{Article: r.Article}
	for _, s := range d.Sentences {
		out.Sentences = append(out.Sentences, makeSpan(d.Span(s.Range)))
	}
	if opts.Tokens {
		out.Tokens = tokens(d)
	}
	out.Names, out.Mentions = namesAndMentions(d)
	for i := range d.Times {
		t := &d.Times[i]
		out.Times = append(out.Times, timeJSON{makeSpan(t.Span), t.Type.String(), t.Value, t.When.From, t.When.To})
	}
	for i := range d.Quotes {
		out.Quotes = append(out.Quotes, makeQuote(d, &d.Quotes[i]))
	}
	for i := range r.Reports {
		out.Reports = append(out.Reports, makeReport(r, &r.Reports[i]))
	}
	return line(w, &out)
}

type readingJSON struct {
	Article   record.Article `json:"article"`
	Sentences []spanJSON     `json:"sentences"`
	Tokens    []tokenJSON    `json:"tokens,omitempty"`
	Names     []nameJSON     `json:"names"`
	Mentions  []mentionJSON  `json:"mentions"`
	Times     []timeJSON     `json:"times"`
	Quotes    []quoteJSON    `json:"quotes"`
	Reports   []reportJSON   `json:"reports"`
}

type spanJSON struct {
	Start uint32 `json:"start"`
	End   uint32 `json:"end"`
}

func makeSpan(sp text.Span) spanJSON { return spanJSON{sp.Start, sp.End} }

type tokenJSON struct {
	spanJSON
	Lemma  string `json:"lemma"`
	UPOS   string `json:"upos"`
	Feats  string `json:"feats"`
	Head   int32  `json:"head"` // index into tokens, -1 for the root of a sentence
	Deprel string `json:"deprel"`
}

func tokens(d *doc.Document) []tokenJSON {
	out := make([]tokenJSON, len(d.Tokens))
	for i := range d.Tokens {
		t := &d.Tokens[i]
		out[i] = tokenJSON{makeSpan(t.Span), t.Lemma, t.UPOS.String(), t.Feats, t.Head, t.Rel.String()}
	}
	return out
}

type nameJSON struct {
	spanJSON
	Kind  string         `json:"kind"`
	Actor record.ActorID `json:"actor"`
}

type mentionJSON struct {
	spanJSON
	Actor record.ActorID `json:"actor"`
}

// namesAndMentions tells every mention once: as the actor of the name that is its head, or else by itself.
func namesAndMentions(d *doc.Document) ([]nameJSON, []mentionJSON) {
	names, mentions := make([]nameJSON, len(d.Names)), []mentionJSON{}
	size := make([]int, len(d.Names)) // of the mention that gives a name its actor
	for i, n := range d.Names {
		names[i] = nameJSON{spanJSON: makeSpan(d.Span(n.Range)), Kind: n.Kind.String()}
	}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		id := record.ActorID(d.Actors[m.Actor].ID)
		n := nameAt(d, m.Head)
		if n < 0 || m.Kind == doc.ByPronoun || m.Kind == doc.ByNoun || m.Kind == doc.ByTitle || names[n].Actor != "" && size[n] <= m.Len() {
			mentions = append(mentions, mentionJSON{makeSpan(m.Span), id})
			continue
		}
		if names[n].Actor != "" { // the shorter mention is the name, the longer one stands by itself
			mentions = append(mentions, mentionJSON{names[n].spanJSON, names[n].Actor})
		}
		names[n].Actor, size[n] = id, m.Len()
	}
	return names, mentions
}

// nameAt is the index of the name that token i belongs to, or -1.
func nameAt(d *doc.Document, i int32) int {
	lo, hi := 0, len(d.Names)
	for lo < hi {
		if mid := (lo + hi) / 2; d.Names[mid].Last <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(d.Names) && d.Names[lo].Contains(i) {
		return lo
	}
	return -1
}

type timeJSON struct {
	spanJSON
	Type  string   `json:"type"`
	Value string   `json:"value"`
	From  date.Day `json:"from"`
	To    date.Day `json:"to"`
}

type quoteJSON struct {
	spanJSON
	Kind    string      `json:"kind"`
	Content spanJSON    `json:"content"`
	More    []spanJSON  `json:"more,omitempty"` // further parts of the content
	Cue     spanJSON    `json:"cue"`
	Speaker speakerJSON `json:"speaker"`
}

type speakerJSON struct {
	spanJSON
	Actor record.ActorID `json:"actor"`
	Name  string         `json:"name"`
}

func makeQuote(d *doc.Document, q *doc.Quote) quoteJSON {
	out := quoteJSON{
		spanJSON: makeSpan(q.Span), Kind: q.Kind.String(), Content: makeSpan(q.Content), Cue: makeSpan(q.Cue),
		Speaker: speakerJSON{spanJSON: makeSpan(q.Speaker), Name: q.SpeakerName},
	}
	for _, sp := range q.More {
		out.More = append(out.More, makeSpan(sp))
	}
	if q.SpeakerActor != doc.None {
		a := &d.Actors[q.SpeakerActor]
		out.Speaker.Actor = record.ActorID(a.ID)
		if out.Speaker.Name == "" {
			out.Speaker.Name = a.Name
		}
	}
	return out
}

// A report has the shape of an event that one article tells.
type reportJSON struct {
	record.Event
	Article record.ID `json:"article"`
	Main    bool      `json:"main"`
}

func makeReport(r *read.Reading, rep *record.Report) reportJSON {
	e := record.Event{
		ID: rep.ID, Facts: rep.Facts, Claims: rep.Claims, Reports: []record.ID{rep.ID},
		Scores:  record.Scores{Plover: rep.Kind.Score(rep.Mode), Goldstein: rep.Kind.Goldstein(rep.Mode)},
		Sources: record.Sources{Articles: 1, Independent: 1}, FirstReported: r.Article.Published.From, LastReported: r.Article.Published.From,
	}
	if r.Article.Outlet != "" {
		e.Sources.Outlets = []string{r.Article.Outlet}
	}
	if e.Summary == "" {
		e.Summary = e.Summarize()
	}
	return reportJSON{e, rep.Article, rep.Main}
}
