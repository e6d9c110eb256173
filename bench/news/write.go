package news

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"chancery/internal/date"
	"chancery/internal/lexicon"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// statusOf is what each part of a course tells.
var statusOf = map[string]plover.Status{"lead": plover.Occurred, "plan": plover.Planned, "off": plover.Cancelled, "later": plover.Postponed}

// A writer writes one article.
type writer struct {
	*run
	*draft
	rng   *rand.Rand
	a     *Article
	text  strings.Builder
	place string // as the article has it

	headline bool // a title is being written
}

// write makes the article of a draft.
func (r *run) write(d *draft) Article {
	w := &writer{run: r, draft: d, rng: rand.New(rand.NewPCG(r.opt.Seed, d.seed)), place: d.Place}
	w.a = &Article{Happening: d.Happening, Status: statusOf[d.part], Day: d.on, Place: d.Place}
	w.a.Published, w.a.Outlet, w.a.Language = date.MakeRange(d.day, date.Stated), d.outlet, "en"
	w.a.URL = fmt.Sprintf("https://news.example/%d", d.order)
	if d.manner == "copy" {
		w.copy(d.from.written)
	} else {
		w.compose()
	}
	w.a.Text = w.text.String()
	w.a.ID = record.MakeArticleID(w.a.URL, w.a.Outlet, w.a.Text)
	if d.manner == "wire" {
		d.written = w.a
	}
	return *w.a
}

// compose writes a text of its own: title, lead, what it adds, quotes, background.
func (w *writer) compose() {
	if w.manner == "own" && w.part == "lead" {
		w.err()
	}
	title := w.part + "-title"
	if w.part == "lead" {
		title = "title"
	}
	w.a.Title = w.title(title)
	w.a.Wording = pick(w.rng, w.template.wording[w.part])
	lead := w.fill(w.a.Wording)
	if w.manner == "credit" {
		w.a.Credit = w.from.outlet
		lead = strings.ReplaceAll(strings.ReplaceAll(pick(w.rng, w.words["credit"]), "{lead-}", strings.TrimSuffix(lead, ".")+","), "{wire}", w.a.Credit)
	}
	if w.manner == "update" {
		lead = strings.ReplaceAll(pick(w.rng, w.words["update"]), "{lead}", lead)
	}
	if w.rng.IntN(2) == 0 {
		w.text.WriteString(w.a.Title + "\n\n")
	}
	if w.manner == "wire" {
		fmt.Fprintf(&w.text, "%s, %s (%s) - ", strings.ToUpper(w.Sides[0].State.Capital), dayName(w.day, false), w.outlet)
	}
	w.a.Lead.Start = w.text.Len()
	w.text.WriteString(capital(lead))
	w.a.Lead.End = w.text.Len()
	if w.part == "lead" && w.rng.IntN(2) == 0 {
		w.text.WriteString(" " + w.fill(pick(w.rng, w.template.wording["more"])))
	}
	w.quotes(1 + w.rng.IntN(3))
	if w.rng.IntN(4) == 0 {
		w.ago()
	}
	w.background(2 + w.rng.IntN(10))
}

// err makes the article wrong in a field, now and then.
func (w *writer) err() {
	switch {
	case w.wrongsPlace:
		w.a.Wrong, w.place, w.wrongsPlace = "place", w.wrongPlace, false
		w.a.Place = w.place
	case w.rng.IntN(60) == 0:
		w.a.Wrong = "date"
		w.on--
		w.a.Day = w.on
	}
}

// quotes writes paragraphs of speech.
func (w *writer) quotes(n int) {
	for _, i := range w.rng.Perm(len(w.words["said"]))[:n] {
		said := w.words["said"][i]
		w.text.WriteString("\n\n")
		start := w.text.Len()
		w.text.WriteString(capital(w.fill(said)))
		side := -1
		switch {
		case strings.Contains(said, "{a} said"), strings.Contains(said, "{a} told"):
			side = 0
		case strings.Contains(said, "{b} said"), strings.Contains(said, "{b} told"):
			side = 1
		}
		if side >= 0 {
			w.a.Quotes = append(w.a.Quotes, Speech{Stretch{start, w.text.Len()}, side})
		}
	}
}

func (w *writer) background(n int) {
	list := w.words["back"]
	for _, i := range w.rng.Perm(len(list))[:min(n, len(list))] {
		w.text.WriteString("\n\n" + capital(w.fill(list[i])))
	}
}

// copy repeats a text as other outlets do: with another title, cut at the end, or with the wire's name taken out.
func (w *writer) copy(from *Article) {
	w.a.CopyOf, w.a.Lead, w.a.Title = from.ID, from.Lead, from.Title
	paragraphs := strings.Split(from.Text, "\n\n")
	if cut := w.rng.IntN(4); len(paragraphs)-cut > 4 {
		paragraphs = paragraphs[:len(paragraphs)-cut]
	}
	text := strings.Join(paragraphs, "\n\n")
	if _, rest, ok := strings.Cut(text, ") - "); ok && w.rng.IntN(2) == 0 {
		shift := len(text) - len(rest)
		w.a.Lead.Start -= shift
		w.a.Lead.End -= shift
		text = rest
		w.keep(from, -shift, len(text))
	} else {
		w.keep(from, 0, len(text))
	}
	w.text.WriteString(text)
	if w.rng.IntN(2) == 0 {
		title := w.part + "-title"
		if w.part == "lead" {
			title = "title"
		}
		w.a.Title = w.title(title)
	}
}

// title is a headline: names of states stand there without an article.
func (w *writer) title(part string) string {
	w.headline = true
	defer func() { w.headline = false }()
	return capital(w.fill(pick(w.rng, w.template.wording[part])))
}

// stateName is the name with its article where English has one.
func (w *writer) stateName(s *lexicon.State) string {
	if !w.headline && slices.Contains(w.words["the"], s.Name) {
		return "the " + s.Name
	}
	return s.Name
}

// ago writes a paragraph on something earlier of the same kind between the two, if it took place in an earlier month.
func (w *writer) ago() {
	e := w.Happening.earlier
	if e == nil || e.Status != plover.Occurred || w.day-e.Day < 32 || len(e.template.wording["ago"]) == 0 {
		return
	}
	at := *w.draft
	at.Happening = e
	past := writer{run: w.run, draft: &at, rng: w.rng, place: e.Place}
	w.text.WriteString("\n\n")
	w.a.Earlier, w.a.Ago.Start = e, w.text.Len()
	w.text.WriteString(capital(past.fill(pick(w.rng, e.template.wording["ago"]))))
	w.a.Ago.End = w.text.Len()
}

// keep takes over what else the copy still has.
func (w *writer) keep(from *Article, by, end int) {
	for _, q := range from.Quotes {
		if q.End+by <= end {
			w.a.Quotes = append(w.a.Quotes, Speech{Stretch{q.Start + by, q.End + by}, q.Side})
		}
	}
	if from.Earlier != nil && from.Ago.End+by <= end {
		w.a.Earlier, w.a.Ago = from.Earlier, Stretch{from.Ago.Start + by, from.Ago.End + by}
	}
}

// fill puts names, days and numbers into a wording.
func (w *writer) fill(s string) string {
	if !strings.Contains(s, "{") {
		return s
	}
	pairs := []string{
		"{P}", w.place, "{on}", w.onDay(), "{day}", dayName(w.on, true), "{topic}", w.topic, "{n}", fmt.Sprint(w.number), "{lastmonth}", monthName(w.Happening.Day),
	}
	for i, side := range w.Sides {
		upper, lower := string(rune('A'+i)), string(rune('a'+i))
		adjective := side.State.Adjectives[0]
		long, short := "the "+adjective+" government", "the "+adjective+" government"
		if side.Person != nil {
			long, short = adjective+" "+side.Office+" "+side.Person.Name, lastName(side.Person.Name, side.Person.Shorts)
		}
		pairs = append(pairs, "{"+upper+"}", long, "{"+lower+"}", short, "{"+upper+"s}", w.stateName(side.State), "{"+upper+"j}", adjective, "{"+upper+"c}", side.State.Capital)
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

func lastName(name string, shorts []string) string {
	if len(shorts) > 0 {
		return shorts[0]
	}
	return name[strings.LastIndexByte(name, ' ')+1:]
}

// onDay is the day of the happening as an article of its day has it.
func (w *writer) onDay() string {
	far := int(w.on) - int(w.day)
	if far > -7 && far < 7 && w.rng.IntN(3) > 0 {
		return "on " + weekday(w.on)
	}
	return "on " + dayName(w.on, w.rng.IntN(3) == 0)
}

func weekday(d date.Day) string { return time.Weekday(d.Weekday() % 7).String() }

// dayName is "May 14", with the year where it is asked for.
func dayName(d date.Day, year bool) string {
	y, m, day := d.Date()
	s := fmt.Sprintf("%s %d", time.Month(m), day)
	if year {
		s += fmt.Sprintf(", %d", y)
	}
	return s
}

// monthName is "May 2014".
func monthName(d date.Day) string {
	y, m, _ := d.Date()
	return fmt.Sprintf("%s %d", time.Month(m), y)
}

// capital makes the first letter a capital.
func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
