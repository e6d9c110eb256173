package export

import (
	"fmt"
	"io"
	"net/url"
	"strings"
	"unicode"

	"chancery/internal/analyze"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// Brief writes a dossier as Markdown that can go to print: what passes between the actors section by section, each entry
// with the words of an article and the numbers of its sources, which are listed at the end. What articles say is escaped:
// it is text wherever it stands.
func Brief(w io.Writer, d *analyze.Dossier) error {
	b := brief{d: d, number: map[record.ID]int{}}
	for i := range d.Sources {
		b.number[d.Sources[i].ID] = i + 1
	}
	b.head()
	b.summary()
	b.years()
	for _, s := range []struct {
		title  string
		events []record.ID
	}{
		{"Meetings", d.Meetings.Events}, {"Agreements, support and aid", d.Agreements}, {"Disputes", d.Disputes}, {"Sanctions", d.Sanctions},
		{"Force and retreat", d.Military}, {"Planned", d.Planned}, {"Planned, not confirmed", d.Unconfirmed},
	} {
		b.section(s.title, d.Select(s.events))
	}
	b.conflicts()
	b.statements()
	b.sources()
	_, err := io.WriteString(w, b.String())
	return err
}

type brief struct {
	strings.Builder
	d      *analyze.Dossier
	number map[record.ID]int // of a source
}

func (b *brief) printf(format string, args ...any) { fmt.Fprintf(b, format, args...) }

func (b *brief) head() {
	names := make([]string, len(b.d.Actors))
	for i := range b.d.Actors {
		names[i] = plainText(b.d.Actors[i].Name)
	}
	b.printf("# %s\n\n", strings.Join(names[:len(names)-1], ", ")+" and "+names[len(names)-1])
	b.printf("%s between them", howMany(b.d.Total, "event"))
	if n := len(b.d.Events); n < b.d.Total {
		b.printf(", of which the last %d are listed", n)
	}
	if b.d.AsOf != 0 {
		b.printf("; as of %s, the day of the newest article", b.d.AsOf)
	}
	b.printf(". Numbers in brackets are those of the sources at the end.\n")
}

func howMany(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// summary says the counts in a few lines.
func (b *brief) summary() {
	m := &b.d.Meetings
	if m.Held == 0 {
		return
	}
	b.printf("\n%s held", howMany(m.Held, "meeting"))
	if s := tallied(m.ByFormat); s != "" {
		b.printf(": %s", s)
	}
	if s := tallied(m.ByPlace); s != "" {
		b.printf("; in %s", s)
	}
	b.printf(".\n")
	for _, c := range m.Claimed {
		b.printf("\nHow often they met, in the words of an article: “%s”", plainText(c.Words))
		b.cite([]record.ID{c.Article})
		b.printf(".\n")
	}
}

// tallied is "Paris (3), Delhi (1)"; what has no name is left out.
func tallied(list []analyze.Count) string {
	var parts []string
	for _, c := range list {
		if c.Name != "" {
			parts = append(parts, fmt.Sprintf("%s (%d)", plainText(c.Name), c.Count))
		}
	}
	return strings.Join(parts, ", ")
}

func (b *brief) years() {
	if len(b.d.Years) == 0 {
		return
	}
	b.printf("\n## Year by year\n\n| Year | Talks and agreements | Aid and cooperation | Disputes | Sanctions and force | Mean score |\n|---|--:|--:|--:|--:|--:|\n")
	for _, y := range b.d.Years {
		b.printf("| %d | %d | %d | %d | %d | %+.1f |\n", y.Year, y.VerbalCooperation, y.MaterialCooperation, y.VerbalConflict, y.MaterialConflict, y.Score)
	}
}

func (b *brief) section(title string, events []record.Event) {
	if len(events) == 0 {
		return
	}
	b.printf("\n## %s (%d)\n\n", title, len(events))
	for i := range events {
		b.event(&events[i])
	}
}

// event writes one entry: the day, what happened, the words that tell it, and who does.
func (b *brief) event(e *record.Event) {
	day := e.Date.English()
	if day == "" {
		day = "Undated"
	}
	what := strings.Replace(e.Summary, ", "+e.Date.English(), "", 1)
	if what == "" {
		what = e.Kind.String()
	}
	b.printf("- **%s.** %s", plainText(day), plainText(what))
	if e.Status != plover.Occurred && !strings.HasSuffix(what, e.Status.String()) {
		b.printf(" (%s)", e.Status)
	}
	b.printf(".")
	if words := Words(e); words != "" {
		b.printf(" “%s”", plainText(strings.TrimSpace(words)))
	}
	b.cite(articlesOf(e.Claims))
	b.printf("\n")
}

// articlesOf are the articles of claims, each once, in their order.
func articlesOf(claims []record.Claim) []record.ID {
	var out []record.ID
	seen := map[record.ID]bool{}
	for i := range claims {
		if id := claims[i].Article; !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// cite writes the numbers of articles: " [1, 4]".
func (b *brief) cite(articles []record.ID) {
	var numbers []string
	for _, id := range articles {
		if n := b.number[id]; n != 0 {
			numbers = append(numbers, fmt.Sprint(n))
		}
	}
	if len(numbers) > 0 {
		b.printf(` \[%s\]`, strings.Join(numbers, ", "))
	}
}

// conflicts writes each field on which articles disagree, with who says what.
func (b *brief) conflicts() {
	events := b.d.Select(b.d.Conflicts)
	if len(events) == 0 {
		return
	}
	b.printf("\n## Articles disagree (%d)\n\n", len(events))
	for i := range events {
		e := &events[i]
		b.printf("- %s\n", plainText(e.Summary))
		for _, f := range e.Conflicts {
			b.values(e, f)
		}
	}
}

// values writes the values of a field, in the order in which they are first claimed.
func (b *brief) values(e *record.Event, f record.Field) {
	var order []string
	claims := map[string][]record.Claim{}
	for _, cl := range e.Claims {
		if cl.Field != f {
			continue
		}
		if claims[cl.Value] == nil {
			order = append(order, cl.Value)
		}
		claims[cl.Value] = append(claims[cl.Value], cl)
	}
	for _, v := range order {
		b.printf("  - %s: %s", plainText(string(f)), plainText(v))
		if claims[v][0].Stance == "contradicts" {
			b.printf(" (contradicts)")
		}
		b.cite(articlesOf(claims[v]))
		b.printf("\n")
	}
}

func (b *brief) statements() {
	if len(b.d.Statements) == 0 {
		return
	}
	b.printf("\n## What they say of one another (%d)\n\n", len(b.d.Statements))
	for i := range b.d.Statements {
		q := &b.d.Statements[i]
		name := q.Name
		if name == "" {
			name = string(q.Speaker)
		}
		words := strings.Join(strings.Fields(q.Words), " ")
		if q.Kind == "direct" {
			words = "“" + words + "”"
		}
		b.printf("- **%s**", plainText(name))
		if s := q.Published.English(); s != "" {
			b.printf(" (%s)", s)
		}
		b.printf(": %s", plainText(words))
		b.cite([]record.ID{q.Article})
		b.printf("\n")
	}
}

func (b *brief) sources() {
	if len(b.d.Sources) == 0 {
		return
	}
	b.printf("\n## Sources\n\n")
	for i := range b.d.Sources {
		s := &b.d.Sources[i]
		var parts []string
		if s.Outlet != "" {
			parts = append(parts, plainText(s.Outlet))
		}
		if s.Title != "" {
			parts = append(parts, "“"+plainText(s.Title)+"”")
		}
		if day := s.Published.English(); day != "" {
			parts = append(parts, day)
		}
		link := webAddress(s.URL)
		if link != "" {
			parts = append(parts, "<"+link+">")
		}
		if s.Title == "" && link == "" {
			parts = append(parts, "article "+plainText(string(s.ID)))
		}
		b.printf("%d. %s\n", i+1, strings.Join(parts, ", "))
	}
}

// webAddress is an address as it may stand in angle brackets, "" for one that does not lead into the web.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", "`", "%60", "\\", "%5C").Replace(u.String())
}

// special are the characters that mean something in Markdown within a line, or that a browser takes for markup.
const special = "\\`*_[]<>#|~&$"

// plainText makes any text one line of plain text.
func plainText(s string) string {
	var b strings.Builder
	for _, r := range strings.Join(strings.Fields(s), " ") {
		switch {
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			continue
		case strings.ContainsRune(special, r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
