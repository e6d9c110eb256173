package main

import (
	"fmt"
	"strings"

	"chancery"
	"chancery/internal/date"
	"chancery/internal/export"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// A filter is the flags that choose events.
type filter struct {
	Actor      string `placeholder:"NAME" help:"With this actor on either side; a state stands also for its people."`
	With       string `placeholder:"NAME" help:"And with this one."`
	Kind       string `placeholder:"KIND" help:"Of this PLOVER kind: CONSULT, AGREE, ACCUSE, SANCTION ..."`
	Status     string `placeholder:"STATUS" help:"planned, ongoing, occurred, cancelled, postponed, denied or hypothetical."`
	From       period `placeholder:"DATE" help:"On this day, month or year or later."`
	To         period `placeholder:"DATE" help:"On this day, month or year or earlier."`
	Place      string `placeholder:"PLACE" help:"In this city or country."`
	Conflict   bool   `help:"On which articles disagree."`
	Rejected   bool   `help:"Also those that an analyst has rejected."`
	MinSources int    `placeholder:"N" help:"Told by so many independent articles at least."`
	Limit      int    `placeholder:"N" help:"So many at most."`
	Newest     bool   `help:"The newest first."`
}

func (f *filter) query() (q chancery.EventQuery, err error) {
	q = chancery.EventQuery{
		Actor: f.Actor, With: f.With, Place: f.Place, From: f.From.from, To: f.To.to, Conflict: f.Conflict, Rejected: f.Rejected,
		MinSources: f.MinSources, Limit: f.Limit, NewestFirst: f.Newest,
	}
	if f.With != "" && f.Actor == "" {
		q.Actor, q.With = f.With, ""
	}
	if q.From != 0 && q.To != 0 && q.To < q.From {
		return q, withHint(usagef("--from %s is later than --to %s", q.From, q.To), "swap the two dates")
	}
	if f.Limit < 0 || f.MinSources < 0 {
		return q, withHint(usagef("--limit and --min-sources count from 0"), "leave them out for no limit")
	}
	if q.Kind, err = plover.ParseKind(strings.ToUpper(f.Kind)); err != nil {
		return q, withHint(usageError{err}, "kinds are %s", joinNames(plover.Kinds[:]))
	}
	if q.Status, err = plover.ParseStatus(strings.ToLower(f.Status)); err != nil {
		return q, withHint(usageError{err}, "statuses are planned, ongoing, occurred, cancelled, postponed, denied, hypothetical")
	}
	return q, nil
}

func joinNames[T fmt.Stringer](list []T) string {
	names := make([]string, len(list))
	for i, v := range list {
		names[i] = v.String()
	}
	return strings.Join(names, " ")
}

type eventsCmd struct {
	filter
}

func (*eventsCmd) Help() string {
	return `Each event stands on a line with its date, kind, status, parties, place and sources: the number of articles that tell it or, where some repeat others, 2 of 3. The line below has its id, on what articles disagree, and the sentence that tells it.

Examples:

    chancery events --actor "Narendra Modi" --kind CONSULT
    chancery events --actor CHN --with RUS --from 2021-06 --to 2021-06
    chancery events --status planned --newest
    chancery events --conflict --json | jq .summary
`
}

func (c *eventsCmd) Run(a *app) error {
	q, err := c.query()
	if err != nil {
		return err
	}
	rec, err := a.open()
	if err != nil {
		return err
	}
	defer rec.Close()
	if a.cli.JSON {
		for e, err := range rec.EachEvent(a.ctx, q) {
			if err != nil {
				return err
			}
			if err := export.JSON(a.out, e); err != nil {
				return err
			}
		}
		return nil
	}
	events, err := rec.Events(a.ctx, q)
	if err != nil {
		return err
	}
	if len(events) == 0 {
		a.note("no event meets this; chancery events without filters lists all")
		return nil
	}
	a.out.events(events)
	a.note("%s", count(len(events), "event"))
	return nil
}

// note prints a remark that is no result.
func (a *app) note(format string, args ...any) {
	if _, ok := terminal(a.err); ok || !a.cli.JSON {
		a.out.Flush()
		fmt.Fprintf(a.err, format+"\n", args...)
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

var eventColumns = []column{
	{head: "DATE", style: func(string) style { return bold }},
	{head: "KIND"},
	{head: "STATUS", style: statusStyle},
	{head: "PARTIES", flex: 4},
	{head: "PLACE", flex: 1},
	{head: "SOURCES"},
}

func statusStyle(s string) style {
	switch s {
	case "occurred", "ongoing":
		return green
	case "planned":
		return cyan
	case "cancelled", "postponed", "denied":
		return red
	}
	return dim
}

// events prints a table of events.
func (p *printer) events(events []record.Event) {
	rows := make([]row, len(events))
	for i := range events {
		e := &events[i]
		rows[i] = row{
			cells: []string{
				shortDate(e.Date), kindOf(&e.Facts), e.Status.String(), parties(&e.Facts), e.Place.Name, sources(e.Sources),
			},
			id: string(e.ID), evidence: export.Words(e),
		}
		if len(e.Conflicts) > 0 {
			rows[i].warning = "articles disagree: " + fields(e.Conflicts)
		}
		rows[i].warning = joinNonEmpty("; ", judged(e), confirmation(e), rows[i].warning)
	}
	p.table(eventColumns, rows)
}

// kindOf is the kind and what is finer: "CONSULT video", "RETREAT ceasefire".
func kindOf(f *record.Facts) string {
	s := f.Kind.String()
	switch {
	case f.Format == plover.Video || f.Format == plover.PhoneCall || f.Format == plover.Letter:
		s += " " + f.Format.String()
	case f.Mode != plover.NoMode:
		s += " " + f.Mode.String()
	}
	return s
}

// parties is both sides: "Xi Jinping → Russia"; "Xi Jinping, Vladimir Putin" where there is one side only.
func parties(f *record.Facts) string {
	if len(f.Recipients) == 0 {
		return partyNames(f.Actors)
	}
	return strings.TrimSpace(partyNames(f.Actors) + " → " + partyNames(f.Recipients))
}

func partyNames(list []record.Party) string {
	names := make([]string, len(list))
	for i, p := range list {
		names[i] = p.Name
	}
	return strings.Join(names, ", ")
}

// sources is the number of articles or, where some repeat others, "2 of 3": two independent ones.
func sources(s record.Sources) string {
	if s.Independent == s.Articles || s.Independent == 0 {
		return fmt.Sprint(s.Articles)
	}
	return fmt.Sprintf("%d of %d", s.Independent, s.Articles)
}

// shortDate writes a date for a table: a whole year as "2021", a whole month as "2021-06", and days of one month as
// "2021-06-28/30".
func shortDate(r date.Range) string {
	s := r.String()
	if s == "" {
		return "undated"
	}
	if r.IsDay() || r.From == 0 || r.To == 0 {
		return s
	}
	from, to := r.From.String(), r.To.String()
	switch {
	case from[:4] == to[:4] && from[4:] == "-01-01" && to[4:] == "-12-31":
		return from[:4]
	case from[:7] != to[:7]:
		return s
	case from[7:] == "-01" && r.To+1 == r.From.AddMonths(1):
		return from[:7]
	}
	return from + "/" + to[8:]
}

func fields(list []record.Field) string {
	names := make([]string, len(list))
	for i, f := range list {
		names[i] = string(f)
	}
	return strings.Join(names, ", ")
}

type eventCmd struct {
	ID  string `arg:"" help:"The id, or as much of its beginning as no other event has."`
	Why bool   `help:"Show how each sentence was read: frame, tree, parties, status, date, place."`
}

func (*eventCmd) Help() string {
	return `Shows every field with each value that an article gives to it, the sentence where it stands and who says so there. Values that contradict the accepted one are marked.

--why reads the articles anew and shows, for each sentence that tells the event, the chain behind every value: the frame that matched, the part of the tree that it rests on, the words that decide the status, and why each mention, date and place was read so. A report that is what its article is about is marked as main.

Examples:

    chancery event 2021-06-28-consult
    chancery event 2021-06-28-consult --json | jq .articles
    chancery event 2021-06-28-consult --why
`
}

func (c *eventCmd) Run(a *app) error {
	rec, err := a.open()
	if err != nil {
		return err
	}
	defer rec.Close()
	if c.Why {
		return c.why(a, rec)
	}
	d, err := rec.Event(a.ctx, c.ID)
	if err != nil {
		return err
	}
	if !strings.HasPrefix(string(d.Event.ID), c.ID) {
		a.note("%s is now %s", c.ID, d.Event.ID)
	}
	if a.cli.JSON {
		return export.JSON(a.out, d)
	}
	a.out.event(&d)
	return nil
}

// event prints one event in full.
func (p *printer) event(d *chancery.EventDetail) {
	e := &d.Event
	title := e.Summary
	if title == "" {
		title = parties(&e.Facts)
	}
	p.wrap(0, title, bold)
	for _, f := range [][2]string{
		{"id", string(e.ID)},
		{"kind", kindOf(&e.Facts) + scores(e)},
		{"status", joinNonEmpty(", ", e.Status.String(), confirmation(e))},
		{"actors", partyList(e.Actors)},
		{"recipients", partyList(e.Recipients)},
		{"date", dateLine(&e.Facts)},
		{"place", placeLine(e.Place)},
		{"topics", strings.Join(e.Topics, ", ")},
		{"contexts", strings.Join(e.Contexts, ", ")},
		{"sources", sourceLine(e)},
		{"conflicts", fields(e.Conflicts)},
		{"related", relations(e.Related)},
		{"judged", judged(e)},
	} {
		if f[1] != "" {
			p.printf("  %s  %s\n", p.in(dim, pad(f[0], 10)), clean(f[1]))
		}
	}
	for _, j := range d.Joined {
		if j.With != "" {
			p.wrap(2, fmt.Sprintf("why joined  %s with %s, strength %d: %s", j.Report, j.With, j.Strength, strings.Join(j.Reasons, ", ")), plain)
		}
	}
	outlet := map[record.ID]string{}
	p.heading("Articles")
	for _, ref := range d.Articles {
		outlet[ref.ID] = articleName(&ref)
		p.wrap(2, articleLine(&ref), plain)
	}
	if len(d.Judgments) > 0 {
		p.heading("Judgments")
		p.judgments(d.Judgments)
	}
	p.claims(e, outlet)
}

// claims prints the claims of an event field by field, each distinct value once with the sentences that give it.
func (p *printer) claims(e *record.Event, outlet map[record.ID]string) {
	var order []record.Field
	byField := map[record.Field][]*record.Claim{}
	for i := range e.Claims {
		cl := &e.Claims[i]
		if byField[cl.Field] == nil {
			order = append(order, cl.Field)
		}
		byField[cl.Field] = append(byField[cl.Field], cl)
	}
	for _, f := range order {
		p.heading("%s", f)
		said := ""
		for _, cl := range byField[f] {
			if head := cl.Value + cl.Stance; head != said {
				said = head
				value := clean(cl.Value)
				if cl.Stance == "contradicts" {
					p.printf("  %s %s\n", value, p.in(red, "(contradicts)"))
				} else {
					p.printf("  %s\n", value)
				}
			}
			by := ""
			if cl.Asserter != "" {
				by = ", according to " + string(cl.Asserter)
			}
			p.wrap(4, quoted(cl.Words, len(cl.Words)+2), plain)
			p.printf("    %s\n", p.in(dim, clip(clean(outlet[cl.Article]+by+", bytes "+fmt.Sprintf("%d-%d", cl.Start, cl.End)+", "+cl.Rule), p.width-4)))
		}
	}
}

func scores(e *record.Event) string {
	return fmt.Sprintf(" (PLOVER %+.1f, Goldstein %+.1f)", e.Scores.Plover, e.Scores.Goldstein)
}

func partyList(list []record.Party) string {
	parts := make([]string, len(list))
	for i, p := range list {
		parts[i] = p.Name
		if what := joinNonEmpty(", ", p.Office, p.Country, p.Role.String()); what != "" {
			parts[i] += " (" + what + ")"
		}
	}
	return strings.Join(parts, "; ")
}

func joinNonEmpty(sep string, parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, sep)
}

func dateLine(f *record.Facts) string {
	if !f.Date.IsKnown() {
		return "not told"
	}
	return f.Date.String() + " (" + f.Date.Basis.String() + ")"
}

func placeLine(p record.Place) string { return joinNonEmpty(", ", p.Name, p.Country) }

func sourceLine(e *record.Event) string {
	s := count(e.Sources.Articles, "article") + fmt.Sprintf(", %d independent", e.Sources.Independent)
	if len(e.Sources.Outlets) > 0 {
		s += ": " + strings.Join(e.Sources.Outlets, ", ")
	}
	if e.FirstReported != 0 {
		s += fmt.Sprintf("; first reported %s, last %s", e.FirstReported, e.LastReported)
	}
	return s
}

// confirmation says where the time of a plan has passed and nothing is told of it.
func confirmation(e *record.Event) string {
	if e.Unconfirmed {
		return "not confirmed"
	}
	return ""
}

func relations(list []record.Relation) string {
	parts := make([]string, len(list))
	for i, r := range list {
		parts[i] = strings.ReplaceAll(r.Relation, "_", " ") + " " + string(r.ID)
		if r.Why != "" {
			parts[i] += " (" + r.Why + ")"
		}
	}
	return strings.Join(parts, "; ")
}

// articleName is the outlet or, of an article without one, its title.
func articleName(ref *chancery.ArticleRef) string {
	return firstNonEmpty(ref.Outlet, ref.Title, ref.URL, string(ref.ID))
}

func articleLine(ref *chancery.ArticleRef) string {
	return joinNonEmpty("  ", ref.Published.String(), ref.Outlet, firstNonEmpty(ref.Title, "(no title)"), ref.URL, string(ref.ID))
}

func firstNonEmpty(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}
