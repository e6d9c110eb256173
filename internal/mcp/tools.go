package mcp

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// A desk answers the tools.
type desk struct{ rec *chancery.Record }

// The bounds of one answer: an assistant reads all of it.
const (
	maxEvents   = 50
	someEvents  = 20
	maxArticles = 20 // of which sentences are looked for
)

type searchIn struct {
	Query      string `json:"query,omitempty" jsonschema:"search language, alone: words, \"phrases\", AND OR NOT, and fields as actor:Macron pair:FRA-IND kind:CONSULT status:planned from:2023-07 place:Paris outlet:wire sources:>2 conflict:yes"`
	Actor      string `json:"actor,omitempty" jsonschema:"name or id on either side; a state stands also for its people"`
	With       string `json:"with,omitempty" jsonschema:"a second actor in the same event"`
	Kind       string `json:"kind,omitempty" jsonschema:"AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE or ASSAULT; meetings, visits and calls are CONSULT"`
	Status     string `json:"status,omitempty" jsonschema:"planned ongoing occurred cancelled postponed denied or hypothetical"`
	From       string `json:"from,omitempty" jsonschema:"2021, 2021-06 or 2021-06-28"`
	To         string `json:"to,omitempty" jsonschema:"2021, 2021-06 or 2021-06-28"`
	Place      string `json:"place,omitempty" jsonschema:"city or country"`
	Conflict   bool   `json:"conflict,omitempty" jsonschema:"only events on which articles disagree"`
	MinSources int    `json:"min_sources,omitempty" jsonschema:"told by so many independent articles at least"`
	Oldest     bool   `json:"oldest,omitempty" jsonschema:"the oldest first, else the newest"`
	Limit      int    `json:"limit,omitempty" jsonschema:"how many events, at most 50; 20 if left out"`
	Cursor     string `json:"cursor,omitempty" jsonschema:"next of the answer before, to go on"`
}

type eventsOut struct {
	Events []event `json:"events"`
	Next   string  `json:"next,omitempty" jsonschema:"there is more: give it as cursor"`
}

func limit(n int) int {
	if n <= 0 {
		return someEvents
	}
	return min(n, maxEvents)
}

func period(from, to string) (first, last date.Day, err error) {
	if from != "" {
		if first, _, err = date.ParsePeriod(from); err != nil {
			return 0, 0, err
		}
	}
	if to != "" {
		_, last, err = date.ParsePeriod(to)
	}
	return first, last, err
}

func (d *desk) searchEvents(ctx context.Context, in searchIn) (out eventsOut, err error) {
	if in.Query != "" {
		return d.find(ctx, &in)
	}
	q := chancery.EventQuery{
		Actor: cmp.Or(in.Actor, in.With), Place: in.Place, Conflict: in.Conflict, MinSources: in.MinSources, Limit: limit(in.Limit), NewestFirst: !in.Oldest,
	}
	if in.Actor != "" {
		q.With = in.With
	}
	if q.Kind, err = plover.ParseKind(strings.ToUpper(in.Kind)); err != nil {
		return out, err
	}
	if q.Status, err = plover.ParseStatus(strings.ToLower(in.Status)); err != nil {
		return out, err
	}
	if q.From, q.To, err = period(in.From, in.To); err != nil {
		return out, err
	}
	return d.list(ctx, q, in.Cursor)
}

func (d *desk) find(ctx context.Context, in *searchIn) (out eventsOut, err error) {
	if in.Actor+in.With+in.Kind+in.Status+in.From+in.To+in.Place != "" || in.Conflict || in.MinSources > 0 {
		return out, errors.New("query stands alone: write the other conditions in it, as actor:Macron kind:CONSULT from:2023")
	}
	q, err := chancery.ParseQuery(in.Query)
	if err != nil {
		return out, err
	}
	found, err := d.rec.Find(ctx, q, chancery.FindOptions{Events: limit(in.Limit), AfterEvents: in.Cursor, Oldest: in.Oldest})
	if err != nil {
		return out, err
	}
	events := make([]chancery.Event, len(found.Events))
	for i := range found.Events {
		events[i] = found.Events[i].Event
	}
	out.Next = found.EventsNext
	out.Events, err = d.tell(ctx, events)
	return out, err
}

func (d *desk) list(ctx context.Context, q chancery.EventQuery, cursor string) (out eventsOut, err error) {
	page, err := d.rec.EventPage(ctx, q, cursor)
	if err != nil {
		return out, err
	}
	if err := d.rec.AddClaims(ctx, page.Events); err != nil {
		return out, err
	}
	out.Next = page.Next
	out.Events, err = d.tell(ctx, page.Events)
	return out, err
}

type timelineIn struct {
	Actor  string `json:"actor" jsonschema:"name or id"`
	With   string `json:"with,omitempty" jsonschema:"a second actor"`
	From   string `json:"from,omitempty" jsonschema:"2021, 2021-06 or 2021-06-28"`
	To     string `json:"to,omitempty" jsonschema:"2021, 2021-06 or 2021-06-28"`
	Limit  int    `json:"limit,omitempty" jsonschema:"how many events, at most 50; 20 if left out"`
	Cursor string `json:"cursor,omitempty" jsonschema:"next of the answer before, to go on"`
}

func (d *desk) timeline(ctx context.Context, in timelineIn) (out eventsOut, err error) {
	if in.Actor == "" {
		return out, errors.New("whose timeline? give actor")
	}
	q := chancery.EventQuery{Actor: in.Actor, With: in.With, Limit: limit(in.Limit)}
	if q.From, q.To, err = period(in.From, in.To); err != nil {
		return out, err
	}
	return d.list(ctx, q, in.Cursor)
}

type eventIn struct {
	ID string `json:"id" jsonschema:"id of an event, or as much of its beginning as no other has"`
}

type eventOut struct {
	Event     event      `json:"event"`
	Fields    []field    `json:"fields"`
	Related   []related  `json:"related"`
	Judgments []judgment `json:"judgments" jsonschema:"what analysts have decided"`
}

// A field is one field of an event with the values that articles give to it.
type field struct {
	Field  string  `json:"field"`
	Values []value `json:"values"`
}

type value struct {
	Value    string `json:"value"`
	Stance   string `json:"stance" jsonschema:"supports or contradicts the accepted value"`
	Sources  int    `json:"independent_sources"`
	Sentence string `json:"words" jsonschema:"of the first claim"`
	Article  string `json:"article"`
	Outlet   string `json:"outlet"`
}

type related struct {
	ID       string `json:"id"`
	Relation string `json:"relation"`
}

type judgment struct {
	By     string `json:"by"`
	At     string `json:"at"`
	Action string `json:"action"`
	Reason string `json:"reason"`
	State  string `json:"state"`
}

func (d *desk) getEvent(ctx context.Context, in eventIn) (out eventOut, err error) {
	det, err := d.rec.Event(ctx, in.ID)
	if err != nil {
		return out, err
	}
	from := sources{}
	for _, ref := range det.Articles {
		from[ref.ID] = ref
	}
	out = eventOut{Event: makeEvent(&det.Event, from), Fields: fieldsOf(&det.Event, from), Related: []related{}, Judgments: []judgment{}}
	for _, r := range det.Event.Related {
		out.Related = append(out.Related, related{string(r.ID), r.Relation})
	}
	for _, j := range det.Judgments {
		out.Judgments = append(out.Judgments, judgment{j.By, j.At, string(j.Action), j.Reason, string(j.Outcome.State)})
	}
	return out, nil
}

// fieldsOf gathers the values of each field, each once with the number of its independent sources.
func fieldsOf(e *chancery.Event, from sources) []field {
	out := []field{}
	type key struct{ value, stance string }
	told := map[record.Field]map[key]map[int]bool{}
	for _, cl := range e.Claims {
		at := slices.IndexFunc(out, func(f field) bool { return f.Field == string(cl.Field) })
		if at < 0 {
			at, out = len(out), append(out, field{Field: string(cl.Field)})
			told[cl.Field] = map[key]map[int]bool{}
		}
		k := key{cl.Value, cl.Stance}
		if told[cl.Field][k] == nil {
			told[cl.Field][k] = map[int]bool{}
			s := from.sentence(cl.Article, cl.Words)
			out[at].Values = append(out[at].Values, value{Value: cl.Value, Stance: cl.Stance, Sentence: s.Words, Article: s.Article, Outlet: s.Outlet})
		}
		told[cl.Field][k][cl.Source] = true
	}
	for i := range out {
		for j := range out[i].Values {
			v := &out[i].Values[j]
			v.Sources = len(told[record.Field(out[i].Field)][key{v.Value, v.Stance}])
		}
	}
	return out
}

type evidenceIn struct {
	ID    string `json:"id" jsonschema:"id of an event"`
	Field string `json:"field,omitempty" jsonschema:"only of this field: kind status actors recipients date place format topic or number"`
}

type evidenceOut struct {
	ID       string     `json:"id"`
	Summary  string     `json:"summary"`
	Evidence []evidence `json:"evidence"`
	More     bool       `json:"more,omitempty" jsonschema:"the event has more articles than are shown"`
}

// evidence is the words of one claim, and the sentence that they stand in.
type evidence struct {
	Field    string `json:"field"`
	Value    string `json:"value"`
	Stance   string `json:"stance"`
	Exact    string `json:"exact" jsonschema:"the words from which the value was read"`
	Start    int    `json:"start" jsonschema:"of the exact words, in bytes of the text of the article"`
	Source   int    `json:"source" jsonschema:"number of the independent source: copies of one text have the same"`
	Asserter string `json:"asserter,omitempty" jsonschema:"who says so in the article; the article itself if left out"`
	sentence
}

func (d *desk) getEvidence(ctx context.Context, in evidenceIn) (out evidenceOut, err error) {
	det, err := d.rec.Event(ctx, in.ID)
	if err != nil {
		return out, err
	}
	from, texts := sources{}, map[chancery.ID]*article{}
	for i, ref := range det.Articles {
		if i == maxArticles {
			out.More = true
			break
		}
		from[ref.ID] = ref
		art, spans, err := d.rec.Sentences(ctx, ref.ID)
		if err != nil {
			return out, err
		}
		texts[ref.ID] = &article{art.Text, spans}
	}
	out.ID, out.Summary, out.Evidence = string(det.Event.ID), det.Event.Summary, []evidence{}
	for _, cl := range det.Event.Claims {
		text := texts[cl.Article]
		if text == nil || in.Field != "" && string(cl.Field) != in.Field {
			continue
		}
		out.Evidence = append(out.Evidence, evidence{
			Field: string(cl.Field), Value: cl.Value, Stance: cl.Stance, Exact: cl.Words, Start: int(cl.Start), Source: cl.Source, Asserter: string(cl.Asserter),
			sentence: from.sentence(cl.Article, text.around(cl.Start, cl.Words)),
		})
	}
	if in.Field != "" && len(out.Evidence) == 0 {
		return out, fmt.Errorf("no article says anything of the field %q of %s", in.Field, out.ID)
	}
	return out, nil
}

// An article is a text with its sentences.
type article struct {
	text      string
	sentences []chancery.Span
}

// around is the sentence that words stand in, or the words themselves where they are more than that.
func (a *article) around(start uint32, words string) string {
	for _, sp := range a.sentences {
		if sp.Start <= start && start < sp.End && sp.Len() > len(words) {
			return a.text[sp.Start:sp.End]
		}
	}
	return words
}

type dossierIn struct {
	A     string `json:"a" jsonschema:"name or id of an actor"`
	B     string `json:"b" jsonschema:"of another one"`
	Third string `json:"third,omitempty" jsonschema:"of a third one"`
}

type dossierOut struct {
	Actors     []string `json:"actors"`
	Meetings   int      `json:"meetings_held"`
	ByFormat   []count  `json:"meetings_by_format"`
	ByPlace    []count  `json:"meetings_by_place"`
	Agreements []string `json:"agreements" jsonschema:"ids of events"`
	Disputes   []string `json:"disputes"`
	Sanctions  []string `json:"sanctions"`
	Military   []string `json:"military"`
	Planned    []string `json:"planned"`
	Conflicts  []string `json:"conflicts"`
	Total      int      `json:"events_in_all"`
	Events     []event  `json:"events" jsonschema:"the last 50 in order of date; timeline gives the others"`
	Statements []quote  `json:"statements" jsonschema:"the last 50 of one of another"`
}

type count struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

func (d *desk) dossier(ctx context.Context, in dossierIn) (out dossierOut, err error) {
	names := []string{in.A, in.B}
	if in.Third != "" {
		names = append(names, in.Third)
	}
	dos, err := d.rec.Between(ctx, names...)
	if err != nil {
		return out, err
	}
	out = dossierOut{
		Meetings: dos.Meetings.Held, ByFormat: []count{}, ByPlace: []count{}, Total: len(dos.Events),
		Agreements: last(dos.Agreements), Disputes: last(dos.Disputes), Sanctions: last(dos.Sanctions), Military: last(dos.Military),
		Planned: last(dos.Planned), Conflicts: last(dos.Conflicts),
	}
	for _, a := range dos.Actors {
		out.Actors = append(out.Actors, a.Name)
	}
	for _, c := range dos.Meetings.ByFormat {
		out.ByFormat = append(out.ByFormat, count(c))
	}
	for _, c := range dos.Meetings.ByPlace {
		out.ByPlace = append(out.ByPlace, count(c))
	}
	if out.Events, err = d.tell(ctx, dos.Events[max(len(dos.Events)-maxEvents, 0):]); err != nil {
		return out, err
	}
	out.Statements, err = d.say(ctx, dos.Statements[max(len(dos.Statements)-maxEvents, 0):])
	return out, err
}

// last is the last ids of a section.
func last(ids []record.ID) []string {
	out := []string{}
	for _, id := range ids[max(len(ids)-maxEvents, 0):] {
		out = append(out, string(id))
	}
	return out
}

type quotesIn struct {
	By     string `json:"by,omitempty" jsonschema:"name or id of the speaker; a state speaks by its people"`
	About  string `json:"about,omitempty" jsonschema:"name or id of somebody of whom the words speak"`
	From   string `json:"from,omitempty" jsonschema:"published in 2021, 2021-06 or on 2021-06-28, or later"`
	To     string `json:"to,omitempty" jsonschema:"or earlier"`
	Limit  int    `json:"limit,omitempty" jsonschema:"how many, at most 50; 20 if left out"`
	Cursor string `json:"cursor,omitempty" jsonschema:"next of the answer before, to go on"`
}

type quotesOut struct {
	Quotes []quote `json:"quotes"`
	Next   string  `json:"next,omitempty"`
}

// A quote is words of a speaker, in the sentence of an article.
type quote struct {
	Speaker string   `json:"speaker"`
	Name    string   `json:"name" jsonschema:"as the article has it"`
	Kind    string   `json:"kind" jsonschema:"direct: the very words; indirect or mixed: as the article tells them"`
	Said    string   `json:"said"`
	About   []string `json:"about"`
	sentence
}

func (d *desk) quotes(ctx context.Context, in quotesIn) (out quotesOut, err error) {
	q := chancery.QuoteQuery{By: in.By, About: in.About, Limit: limit(in.Limit), NewestFirst: true}
	if q.From, q.To, err = period(in.From, in.To); err != nil {
		return out, err
	}
	page, err := d.rec.QuotePage(ctx, q, in.Cursor)
	if err != nil {
		return out, err
	}
	out.Next = page.Next
	out.Quotes, err = d.say(ctx, page.Quotes)
	return out, err
}

func (d *desk) say(ctx context.Context, quotes []chancery.Quote) ([]quote, error) {
	var ids []chancery.ID
	for i := range quotes {
		ids = append(ids, quotes[i].Article)
	}
	from, err := d.sources(ctx, ids)
	out := make([]quote, len(quotes))
	for i := range quotes {
		q := &quotes[i]
		out[i] = quote{Speaker: string(q.Speaker), Name: q.Name, Kind: q.Kind, Said: q.Words, About: []string{}, sentence: from.sentence(q.Article, q.Sentence)}
		for _, a := range q.About {
			out[i].About = append(out[i].About, string(a))
		}
	}
	return out, err
}
