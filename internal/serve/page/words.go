package page

import (
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"time"
	"unicode"

	"chancery"
	"chancery/internal/date"
	"chancery/internal/plover"
)

// templateFuncs is what templates can say beyond their data.
func templateFuncs() template.FuncMap {
	return template.FuncMap{
		"clean": clean, "cut": cut, "kind": kindName, "tone": tone, "mode": modeName, "when": when, "day": day, "shortday": shortDay, "stamp": stamp,
		"actor": actorURL, "event": eventURL, "article": articleURL, "pair": pairURL, "href": href, "host": host,
		"count": count, "plural": plural, "list": func(s ...string) []string { return s }, "basis": basis,
		"has": func(list []string, s string) bool {
			for _, x := range list {
				if x == s {
					return true
				}
			}
			return false
		},
		"add": func(a, b int) int { return a + b }, "join": strings.Join, "tab": makeTab, "headline": headline, "sources": sources, "fragment": fragment, "judgment": judgmentLine, "month": monthName, "term": term, "spell": spell, "text": printable, "field": func(s string) string { return strings.ReplaceAll(s, "_", " ") }, "score": score, "pager": makePager, "saved": makeSaved, "spark": spark, "monthlabel": monthLabel,
		"kindnamed": func(s string) string { k, _ := plover.ParseKind(s); return kindName(k) }, "done": makeDone,
		"actor2": func(name string) string { return actorURL(chancery.ActorID(name)) },
	}
}

// longest is how many letters of a name or title a page shows.
const longest = 300

// clean makes a text that comes from an article fit for one line: no control characters, no marks that turn the direction
// of writing beyond it, and no end of it in sight where it is too long.
func clean(s string) string { return cut(s, longest) }

// cut is clean with another length.
func cut(s string, n int) string {
	var b strings.Builder
	letters, gap := 0, false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			gap = b.Len() > 0
			continue
		case isControl(r):
			continue
		}
		if letters++; letters > n {
			return strings.TrimRight(b.String(), " ,;:.") + "…"
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isControl reports whether a rune steers a display and shows nothing itself.
func isControl(r rune) bool {
	switch {
	case unicode.IsControl(r), r >= 0x200e && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r == 0x061c, r == 0xfeff, r == unicode.ReplacementChar:
		return true
	case r >= 0xe0000 && r <= 0xe007f: // tags
		return true
	}
	return false
}

// kindNames are the kinds of acts in the words of the desk.
var kindNames = map[plover.Kind]string{
	plover.Agree: "Agreement", plover.Consult: "Meeting", plover.Support: "Support", plover.Concede: "Concession", plover.Cooperate: "Cooperation",
	plover.Aid: "Aid", plover.Retreat: "Retreat", plover.Request: "Demand", plover.Accuse: "Accusation", plover.Reject: "Rejection",
	plover.Threaten: "Threat", plover.Protest: "Protest", plover.Sanction: "Sanction", plover.Mobilize: "Mobilisation", plover.Coerce: "Coercion",
	plover.Assault: "Assault",
}

func kindName(k plover.Kind) string { return kindNames[k] }

// tone says whether a kind of act brings its parties together or apart. Colour never tells it alone: the kind stands beside.
func tone(k plover.Kind) string {
	switch s := k.Score(plover.NoMode); {
	case k == plover.Consult:
		return "meet"
	case s > 0:
		return "near"
	case s <= -6:
		return "force"
	}
	return "apart"
}

func modeName(m plover.Mode) string { return strings.ReplaceAll(m.String(), "_", " ") }

// when is a date in words, "undated" where it is unknown.
func when(r date.Range) string {
	if s := r.English(); s != "" {
		return s
	}
	return "undated"
}

// basis says how a date is known, where that is not plain.
func basis(r date.Range) string {
	switch {
	case !r.IsKnown():
		return "no article tells the date"
	case r.Basis == date.Inferred:
		return "worked out from weekday, tense or other reports"
	case r.Basis == date.Resolved:
		return "told in relation to the day of publication"
	}
	return "stated in the text"
}

func day(d date.Day) string {
	if d == 0 {
		return "undated"
	}
	return date.MakeRange(d, date.Stated).English()
}

var months = [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// shortDay is a date for a narrow column: "28 Jun 2021", "Jun 2021", "2021".
func shortDay(r date.Range) string {
	d := r.From
	if d == 0 {
		d = r.To
	}
	if d == 0 {
		return "undated"
	}
	y, m, n := d.Date()
	switch {
	case r.From == 0:
		return "by " + fmt.Sprintf("%d %s %d", n, months[m-1], y)
	case r.To == 0:
		return "from " + fmt.Sprintf("%d %s %d", n, months[m-1], y)
	case r.Days() <= 1:
		return fmt.Sprintf("%d %s %d", n, months[m-1], y)
	case r.Days() > 80 && r.Days() < 367:
		return fmt.Sprint(y)
	case r.Days() >= 367:
		return fmt.Sprintf("%d–%d", y, r.To.Year())
	}
	y2, m2, n2 := r.To.Date()
	switch {
	case m == m2 && y == y2 && r.Days() >= 28:
		return fmt.Sprintf("%s %d", months[m-1], y)
	case m == m2 && y == y2:
		return fmt.Sprintf("%d–%d %s %d", n, n2, months[m-1], y)
	}
	return fmt.Sprintf("%s–%s %d", months[m-1], months[m2-1], y2)
}

// stamp is a time of the record, RFC 3339, in words.
func stamp(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return ""
	}
	return t.UTC().Format("2 January 2006, 15:04 UTC")
}

func count(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}

// plural is a number with its noun.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return count(n) + " " + many
}

// The addresses of pages.

func actorURL(id chancery.ActorID) string { return "/actor/" + escapePath(string(id)) }

func eventURL(id chancery.ID) string { return "/event/" + url.PathEscape(string(id)) }

func articleURL(id chancery.ID) string { return "/article/" + url.PathEscape(string(id)) }

// pairURL is the page of two or three actors: /pair/CHN-RUS. Ids that hold a hyphen or small letters are parted by "~".
func pairURL(ids ...chancery.ActorID) string {
	parts, sep := make([]string, len(ids)), "-"
	for i, id := range ids {
		parts[i] = string(id)
		if strings.ContainsRune(parts[i], '-') {
			sep = "~"
		}
	}
	page := "/pair/"
	if len(ids) == 3 {
		page = "/triad/"
	}
	return page + escapePath(strings.Join(parts, sep))
}

// escapePath escapes each part of a path and keeps its slashes.
func escapePath(s string) string {
	parts := strings.Split(s, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return strings.Join(parts, "/")
}

// href is an address that an article gives, "" unless it leads to the web.
func href(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// host is the part of an address that says whose it is.
func host(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// fragment is the link to words within a page of the web.
func fragment(address, words string) string {
	to := href(address)
	if to == "" {
		return ""
	}
	to, _, _ = strings.Cut(to, "#")
	list := strings.Fields(words)
	if len(list) == 0 {
		return to
	}
	text := escapeFragment(strings.Join(list, " "))
	if len(list) > 12 {
		text = escapeFragment(strings.Join(list[:5], " ")) + "," + escapeFragment(strings.Join(list[len(list)-5:], " "))
	}
	return to + "#:~:text=" + text
}

// escapeFragment escapes what has a meaning of its own in a text fragment.
func escapeFragment(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(url.QueryEscape(s), "+", "%20"), "-", "%2D")
}

// A tab is an entry of the navigation.
type tab struct {
	To, Label string
	Here      bool
}

func makeTab(f *frame, section, to, label string) tab { return tab{to, label, f.Section == section} }

// headline is the summary of an event without its date and status, for lists that show both beside it.
func headline(e chancery.Event) string {
	s := strings.TrimSuffix(e.Summary, ": "+e.Status.String())
	return strings.TrimSuffix(s, ", "+e.Date.English())
}

// sources says who tells an event.
func sources(e chancery.Event) string {
	s := plural(e.Sources.Articles, "article", "articles")
	if e.Sources.Independent != e.Sources.Articles {
		s += ", " + plural(e.Sources.Independent, "independent source", "independent sources")
	}
	if n := len(e.Sources.Outlets); n > 0 {
		names := make([]string, 0, 4)
		for _, o := range e.Sources.Outlets[:min(n, 4)] {
			names = append(names, clean(o))
		}
		s += ": " + strings.Join(names, ", ")
		if n > 4 {
			s += fmt.Sprintf(" and %d more", n-4)
		}
	}
	return s
}

// A doneLine is a judgment that has just been made, and what the form that undoes it needs.
type doneLine struct {
	Judgment    *chancery.JudgmentState
	Token, Here string
}

// makeDone leads back to the page without the parameter that says what was done.
func makeDone(j *chancery.JudgmentState, token, here string) doneLine {
	if u, err := url.Parse(here); err == nil {
		q := u.Query()
		q.Del("done")
		u.RawQuery = q.Encode()
		here = u.String()
	}
	return doneLine{j, token, here}
}

// monthName is "June 2021" of "2021-06".
func monthName(s string) string {
	d, err := date.ParseDay(s + "-01")
	if err != nil {
		return s
	}
	y, m, _ := d.Date()
	return fmt.Sprintf("%s %d", time.Month(m), y)
}

// term is the days of an office: "since 2013, known to 2024".
func term(t chancery.Term) string {
	switch {
	case t.From == 0 && t.To == 0:
		return ""
	case t.To == 0 && t.AsOf != 0:
		return "from " + day(t.From) + ", still in " + fmt.Sprint(t.AsOf.Year())
	case t.To == 0:
		return "from " + day(t.From)
	case t.From == 0:
		return "until " + day(t.To)
	}
	return day(t.From) + " – " + day(t.To)
}

// spell is the days of a membership.
func spell(m chancery.Membership) string {
	switch {
	case m.From == 0 && m.To == 0:
		return ""
	case m.To == 0:
		return "since " + fmt.Sprint(m.From.Year())
	case m.From == 0:
		return "until " + fmt.Sprint(m.To.Year())
	}
	return fmt.Sprintf("%d–%d", m.From.Year(), m.To.Year())
}

// score is a score with its sign.
func score(x float64) string {
	s := fmt.Sprintf("%+.1f", x)
	if s == "+0.0" || s == "-0.0" {
		return "0.0"
	}
	return strings.Replace(s, "-", "−", 1)
}

// A pages leads to the other parts of a list.
type pages struct{ First, Next string }

func makePager(first, next string) pages { return pages{first, next} }

// A savedList is the saved searches, and what the form that forgets one needs.
type savedList struct {
	Searches            []savedSearch
	Editor, Token, Here string
}

func makeSaved(list []savedSearch, editor, token, here string) savedList {
	return savedList{list, editor, token, here}
}
