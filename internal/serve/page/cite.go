package page

import (
	"fmt"
	"strings"
	"time"

	"chancery"
)

// A citation says how an event is cited: as a line of text and as BibTeX.
type citation struct{ Text, BibTeX string }

// citedSources is how many articles a citation names.
const citedSources = 5

func cite(d *chancery.EventDetail, now time.Time) citation {
	e := &d.Event
	var text strings.Builder
	fmt.Fprintf(&text, "%s. Event %s in the record of Chancery, from %s", strings.TrimRight(clean(e.Summary), "."), e.ID, plural(e.Sources.Articles, "article", "articles"))
	if n := e.Sources.Independent; n != e.Sources.Articles {
		fmt.Fprintf(&text, " (%d independent)", n)
	}
	for i, a := range d.Articles {
		if i == citedSources {
			fmt.Fprintf(&text, "; and %d more", len(d.Articles)-i)
			break
		}
		text.WriteString("; ")
		text.WriteString(source(&a))
	}
	fmt.Fprintf(&text, ". As of %s.", now.UTC().Format("2 January 2006"))
	return citation{text.String(), bibtex(d, now)}
}

// source names an article: outlet, title in quotation marks, day.
func source(a *chancery.ArticleRef) string {
	var parts []string
	for _, s := range []string{clean(a.Outlet), clean(a.Title)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 2 {
		parts[1] = "“" + parts[1] + "”"
	}
	if s := a.Published.English(); s != "" {
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}

func bibtex(d *chancery.EventDetail, now time.Time) string {
	var b strings.Builder
	e := &d.Event
	entry := func(kind, key string, fields [][2]string) {
		fmt.Fprintf(&b, "@%s{%s,\n", kind, bibKey(key))
		for _, f := range fields {
			if f[1] != "" {
				fmt.Fprintf(&b, "  %s = {%s},\n", f[0], bibText(f[1]))
			}
		}
		b.WriteString("}\n")
	}
	year := ""
	if e.Date.From != 0 {
		year = fmt.Sprint(e.Date.From.Year())
	}
	entry("misc", string(e.ID), [][2]string{
		{"title", e.Summary}, {"year", year}, {"howpublished", "Chancery record, event " + string(e.ID)},
		{"note", "From " + plural(e.Sources.Articles, "article", "articles") + ", as of " + now.UTC().Format(time.DateOnly)},
	})
	for _, a := range d.Articles {
		date := ""
		if a.Published.IsDay() {
			date = a.Published.From.String()
		}
		entry("online", "article-"+string(a.ID), [][2]string{
			{"title", a.Title}, {"author", a.Byline}, {"organization", a.Outlet}, {"date", date}, {"url", href(a.URL)},
		})
	}
	return b.String()
}

func bibKey(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && (r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-') {
			return r
		}
		return '-'
	}, s)
}

// bibEscapes writes what TeX would take for a command.
var bibEscapes = strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "$", `\$`, "&", `\&`, "#", `\#`, "_", `\_`, "%", `\%`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`)

func bibText(s string) string { return bibEscapes.Replace(clean(s)) }
