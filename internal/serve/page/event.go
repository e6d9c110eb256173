package page

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// eventPage is one event with all that it rests on.
type eventPage struct {
	chancery.EventDetail
	Fields  []fieldRow
	Open    string // the field that the address opens
	Reports []reportRow
	Related []relatedRow
	Near    []chancery.Event // that may be the same
	Changes []chancery.LogEntry
	Done    *chancery.JudgmentState // that has just been made
	Cite    citation
}

// A fieldRow is a field of an event: the accepted value and every value that an article gives.
type fieldRow struct {
	Name      string
	Label     string
	Accepted  string
	Parties   []record.Party // of actors and recipients, instead of Accepted
	Note      string
	For       int // independent sources for the accepted value
	Against   int
	Corrected bool
	Conflict  bool
	Editable  string // the present value as a correction takes it, where the field can be corrected
	Values    []valueRow
}

// A valueRow is one value of a field, with the passages that give it.
type valueRow struct {
	Value    string
	Raw      string // as a correction takes it
	Accepted bool
	Sources  int // independent ones
	Passages []passage
}

// A passage is the sentence that gives a value; the words that do are marked.
type passage struct {
	Article  chancery.ArticleRef
	Sentence []piece
	Number   int // of the sentence in its article, from 1; 0 where it stands in none
	Start    uint32
	Words    string
	Against  bool
	Source   int
	Copy     bool // another passage of the same independent source stands before it
	Asserter chancery.ActorID
	Rule     string
	Lang     string
}

// A reportRow is what one article tells of an event.
type reportRow struct {
	chancery.Report
	Of       chancery.ArticleRef
	Source   int
	Number   int // on the page, from 1
	Why      []string
	Strength int
	With     int  // number of the report that it fits best; 0 for the first, and where only an analyst joins it
	Placed   bool // it fits none: an analyst has put it there
}

// A relatedRow is another event that this one has to do with.
type relatedRow struct {
	Relation string
	Why      string
	Article  chancery.ID
	Event    chancery.Event
}

// fieldLabels are the fields in the order of the page.
var fieldLabels = []struct {
	field record.Field
	label string
}{
	{record.FieldKind, "Kind"}, {record.FieldStatus, "Status"}, {record.FieldDate, "Date"}, {record.FieldPlace, "Place"}, {record.FieldFormat, "Format"},
	{record.FieldActors, "Actors"}, {record.FieldRecipients, "Towards"}, {record.FieldTopic, "Topics"}, {record.FieldNumber, "Numbers"}, {record.FieldCount, "How often"},
}

func (d *Desk) event(r *http.Request) (view, error) {
	ctx, id := r.Context(), r.PathValue("id")
	detail, err := d.rec.Event(ctx, id)
	if err != nil {
		return view{}, err
	}
	if string(detail.Event.ID) != id { // merged, renamed or cut short
		to := *r.URL
		to.Path = eventURL(detail.Event.ID) + strings.TrimPrefix(r.URL.Path, "/event/"+id)
		return view{to: to.RequestURI(), status: http.StatusMovedPermanently}, nil
	}
	p, err := d.fillEvent(ctx, detail)
	if err != nil {
		return view{}, err
	}
	p.Open = r.PathValue("field")
	if p.Open != "" && !slices.ContainsFunc(p.Fields, func(f fieldRow) bool { return f.Name == p.Open }) {
		return view{}, chancery.ErrNotFound
	}
	if p.Near, err = d.near(ctx, &detail.Event); err != nil {
		return view{}, err
	}
	if p.Changes, err = d.changesOf(ctx, detail.Event.ID); err != nil {
		return view{}, err
	}
	if p.Done, err = d.done(r); err != nil {
		return view{}, err
	}
	if p.Related, err = d.related(ctx, &detail.Event); err != nil {
		return view{}, err
	}
	p.Cite = cite(&detail, d.opt.Now())
	return view{template: "event", title: clean(detail.Event.Summary), section: "events", data: p}, nil
}

// fillEvent is an event with its fields and their passages.
func (d *Desk) fillEvent(ctx context.Context, detail chancery.EventDetail) (*eventPage, error) {
	p := &eventPage{EventDetail: detail}
	texts, err := d.sentencesOf(ctx, detail.Articles)
	if err != nil {
		return nil, err
	}
	p.Fields = p.fields(texts)
	p.Reports = p.reports()
	return p, nil
}

func (d *Desk) loadEvent(ctx context.Context, id string) (*eventPage, error) {
	detail, err := d.rec.Event(ctx, id)
	if err != nil {
		return nil, err
	}
	return d.fillEvent(ctx, detail)
}

// changesShown is how many entries of its history a page of an event shows.
const changesShown = 30

func (d *Desk) changesOf(ctx context.Context, id chancery.ID) ([]chancery.LogEntry, error) {
	var out []chancery.LogEntry
	for e, err := range d.rec.Log(ctx, chancery.LogQuery{Event: string(id), Newest: true, Limit: changesShown}) {
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// A cutText is an article with its sentences.
type cutText struct {
	chancery.Article
	sentences []chancery.Span
}

func (d *Desk) sentencesOf(ctx context.Context, refs []chancery.ArticleRef) (map[chancery.ID]cutText, error) {
	out := map[chancery.ID]cutText{}
	for _, ref := range refs {
		a, spans, err := d.rec.Sentences(ctx, ref.ID)
		if err != nil {
			return nil, err
		}
		out[ref.ID] = cutText{a, spans}
	}
	return out, nil
}

// fields are the fields that the event has a value of, or that articles tell something of.
func (p *eventPage) fields(texts map[chancery.ID]cutText) []fieldRow {
	var out []fieldRow
	for _, l := range fieldLabels {
		f := fieldRow{Name: string(l.field), Label: l.label, Conflict: slices.Contains(p.Event.Conflicts, l.field), Corrected: p.Event.Judged.Corrects(l.field)}
		p.accept(&f, l.field)
		p.gather(&f, l.field, texts)
		if f.Accepted != "" || len(f.Parties) > 0 || len(f.Values) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// accept fills in the value that the event has.
func (p *eventPage) accept(f *fieldRow, field record.Field) {
	e := &p.Event
	switch field {
	case record.FieldKind:
		f.Accepted = kindName(e.Kind)
		if e.Mode != plover.NoMode {
			f.Accepted += ", " + modeName(e.Mode)
		}
		f.Note, f.Editable = e.Kind.String(), e.Kind.String()
	case record.FieldStatus:
		f.Accepted, f.Editable = e.Status.String(), e.Status.String()
	case record.FieldDate:
		f.Accepted, f.Note, f.Editable = e.Date.English(), basis(e.Date), e.Date.String()
	case record.FieldPlace:
		f.Accepted, f.Editable = e.Place.Name, e.Place.Name
		if e.Place.Country != "" && e.Place.Grain != "country" {
			f.Note = e.Place.Country
		}
	case record.FieldFormat:
		f.Accepted, f.Editable = e.Format.String(), e.Format.String()
	case record.FieldActors:
		f.Parties, f.Editable = e.Actors, names(e.Actors)
	case record.FieldRecipients:
		f.Parties, f.Editable = e.Recipients, names(e.Recipients)
	case record.FieldTopic:
		f.Accepted = strings.Join(e.Topics, "; ")
	}
}

// names is the ids of parties as a correction takes them.
func names(parties []record.Party) string {
	ids := make([]string, len(parties))
	for i := range parties {
		ids[i] = string(parties[i].Actor)
	}
	return strings.Join(ids, "; ")
}

// IsCorrectable reports whether an analyst can give a field another value.
func (f fieldRow) IsCorrectable() bool {
	return f.Name != "topic" && f.Name != "number" && f.Name != "count"
}

// IsAdoptable reports whether a value of a field can be taken as it is: parties cannot, for one is not all of its side.
func (f fieldRow) IsAdoptable() bool {
	return f.IsCorrectable() && f.Name != "actors" && f.Name != "recipients"
}

// gather groups the claims of a field by their values: the accepted ones first, then those of most sources.
func (p *eventPage) gather(f *fieldRow, field record.Field, texts map[chancery.ID]cutText) {
	at := map[string]int{}
	pro, contra := map[int]bool{}, map[int]bool{}
	for i := range p.Event.Claims {
		c := &p.Event.Claims[i]
		if c.Field != field {
			continue
		}
		k, ok := at[c.Value]
		if !ok {
			k = len(f.Values)
			at[c.Value] = k
			f.Values = append(f.Values, valueRow{Value: p.display(field, c.Value), Raw: c.Value, Accepted: c.Stance != "contradicts"})
		}
		if c.Stance == "contradicts" {
			contra[c.Source] = true
		} else {
			pro[c.Source] = true
		}
		v := &f.Values[k]
		v.Passages = append(v.Passages, p.passage(c, texts))
	}
	for i := range f.Values {
		f.Values[i].settle()
	}
	slices.SortStableFunc(f.Values, func(a, b valueRow) int {
		if a.Accepted != b.Accepted {
			return cmp.Compare(b2i(b.Accepted), b2i(a.Accepted))
		}
		return cmp.Compare(b.Sources, a.Sources)
	})
	f.For, f.Against = len(pro), len(contra)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// settle orders passages by their source, so that copies stand under the first, and counts the sources.
func (v *valueRow) settle() {
	slices.SortStableFunc(v.Passages, func(a, b passage) int { return cmp.Compare(a.Source, b.Source) })
	for i := range v.Passages {
		v.Passages[i].Copy = i > 0 && v.Passages[i].Source == v.Passages[i-1].Source
		if !v.Passages[i].Copy {
			v.Sources++
		}
	}
}

func (p *eventPage) passage(c *chancery.Claim, texts map[chancery.ID]cutText) passage {
	out := passage{Start: c.Start, Words: c.Words, Against: c.Stance == "contradicts", Source: c.Source, Asserter: c.Asserter, Rule: c.Rule}
	for _, ref := range p.Articles {
		if ref.ID == c.Article {
			out.Article = ref
		}
	}
	out.Lang = texts[c.Article].Language
	out.Sentence, out.Number = around(texts[c.Article], c.Start, c.End, c.Words)
	return out
}

// around is the sentence of a span with the span marked, and its number. A span that is the whole sentence is not marked;
// one that goes on beyond its sentence takes the next ones along.
func around(t cutText, start, end uint32, words string) ([]piece, int) {
	i, _ := slices.BinarySearchFunc(t.sentences, start, func(s chancery.Span, at uint32) int {
		if s.End <= at {
			return -1
		}
		return 1
	})
	if i == len(t.sentences) || t.sentences[i].Start > start || int(end) > len(t.Text) {
		return []piece{{Text: printable(words)}}, 0
	}
	from, to := t.sentences[i].Start, t.sentences[i].End
	for k := i; k < len(t.sentences) && to < end; k++ {
		to = t.sentences[k].End
	}
	to = max(to, end)
	if from == start && to-end <= 1 {
		return []piece{{Text: printable(t.Text[from:to])}}, i + 1
	}
	return []piece{{Text: printable(t.Text[from:start])}, {printable(t.Text[start:end]), true}, {Text: printable(t.Text[end:to])}}, i + 1
}

// display is the value of a claim as a page shows it.
func (p *eventPage) display(field record.Field, value string) string {
	switch field {
	case record.FieldKind:
		if k, err := plover.ParseKind(value); err == nil {
			return kindName(k)
		}
	case record.FieldDate:
		if r, ok := parseRange(value); ok {
			return when(r)
		}
	case record.FieldActors, record.FieldRecipients:
		for _, party := range p.Event.Parties() {
			if string(party.Actor) == value {
				return party.Name
			}
		}
		for i := range p.EventDetail.Reports {
			for _, party := range p.EventDetail.Reports[i].Parties() {
				if string(party.Actor) == value {
					return party.Name
				}
			}
		}
	}
	return value
}

// parseRange reads what date.Range.String writes.
func parseRange(s string) (date.Range, bool) {
	first, last, isRange := strings.Cut(s, "/")
	from, err := date.ParseDay(first)
	if err != nil {
		return date.Range{}, false
	}
	to := from
	if isRange {
		if to, err = date.ParseDay(last); err != nil {
			return date.Range{}, false
		}
	}
	return date.Range{From: from, To: to, Basis: date.Stated}, true
}

func (p *eventPage) reports() []reportRow {
	out := make([]reportRow, 0, len(p.EventDetail.Reports))
	for i, rep := range p.EventDetail.Reports {
		row := reportRow{Report: rep}
		for _, ref := range p.Articles {
			if ref.ID == rep.Article {
				row.Of = ref
			}
		}
		if i < len(p.Event.Sources.ByReport) {
			row.Source = p.Event.Sources.ByReport[i]
		}
		row.Number = i + 1
		out = append(out, row)
	}
	for _, j := range p.Joined {
		at := func(id chancery.ID) int {
			return slices.IndexFunc(p.EventDetail.Reports, func(r chancery.Report) bool { return r.ID == id })
		}
		if i := at(j.Report); i >= 0 {
			out[i].Why, out[i].Strength, out[i].With, out[i].Placed = j.Reasons, j.Strength, at(j.With)+1, j.With == ""
		}
	}
	return out
}

// relatedShown is how many related events a page names.
const relatedShown = 20

func (d *Desk) related(ctx context.Context, e *chancery.Event) ([]relatedRow, error) {
	shown := e.Related[:min(len(e.Related), relatedShown)]
	ids := make([]chancery.ID, len(shown))
	for i := range shown {
		ids[i] = shown[i].ID
	}
	events, err := d.rec.EventsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []relatedRow
	for _, rel := range shown {
		for _, other := range events {
			if other.ID == rel.ID {
				out = append(out, relatedRow{strings.ReplaceAll(rel.Relation, "_", " "), rel.Why, rel.Article, other})
			}
		}
	}
	return out, nil
}
