package resolve

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
	"github.com/google/go-cmp/cmp"
)

// A told is one report in a few words, for tables:
//
//	"a 2023-07-14 CONSULT/visit/in-person occurred FRA:emmanuel-macron > IND:narendra-modi @2023-07-13 Paris:FRA * words of the sentence"
//
// article, its date, kind/mode/format, status, actors ">" recipients, then @date (or @from/to; a "?" makes it inferred),
// place:country (city), "*" where it is what the article is about, and the sentence.
func told(t *testing.T, lines ...string) ([]record.Report, []Article) {
	t.Helper()
	var reports []record.Report
	var articles []Article
	for i, line := range lines {
		head, words, _ := strings.Cut(line, "|")
		f := strings.Fields(head)
		art := Article{ID: record.ID(f[0]), Outlet: "outlet " + f[0]}
		if f[1] != "-" {
			d, err := date.ParseDay(f[1])
			if err != nil {
				t.Fatal(err)
			}
			art.Published = date.MakeRange(d, date.Stated)
		}
		if !slices.ContainsFunc(articles, func(a Article) bool { return a.ID == art.ID }) {
			articles = append(articles, art)
		}
		r := record.Report{ID: record.ID(fmt.Sprintf("%s.%d", f[0], i+1)), Article: art.ID}
		codes := strings.Split(f[2]+"//", "/")
		var err1, err2, err3, err4 error
		r.Kind, err1 = plover.ParseKind(codes[0])
		r.Mode, err2 = plover.ParseMode(codes[1])
		r.Format, err3 = plover.ParseFormat(codes[2])
		r.Status, err4 = plover.ParseStatus(f[3])
		for _, err := range []error{err1, err2, err3, err4} {
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
		}
		r.Actors, r.Recipients = []record.Party{}, []record.Party{}
		r.Contexts, r.Topics = []string{}, []string{}
		right := false
		for _, w := range f[4:] {
			switch {
			case w == ">":
				right = true
			case w == "*":
				r.Main = true
			case w[0] == '@':
				w, inferred := strings.CutSuffix(w[1:], "?")
				d, ok := parseRange(w)
				if !ok {
					t.Fatalf("date %q", w)
				}
				d.Basis, d.Grain = date.Stated, date.GrainDay
				if inferred {
					d.Basis = date.Inferred
				}
				r.Date = d
			case strings.Contains(w, "="):
				name, country, _ := strings.Cut(w, "=")
				r.Place = record.Place{Name: name, Country: country, Grain: "city"}
			case right:
				r.Recipients = append(r.Recipients, party(w))
			default:
				r.Actors = append(r.Actors, party(w))
			}
		}
		if right && r.Mode == plover.Visit {
			setRoles(r.Actors, plover.Visitor)
			setRoles(r.Recipients, plover.Host)
		}
		r.Claims = []record.Claim{
			{Field: record.FieldKind, Value: r.Kind.String(), Article: art.ID, Words: strings.TrimSpace(words)},
			{Field: record.FieldStatus, Value: r.Status.String(), Article: art.ID},
		}
		for _, p := range r.Actors {
			r.Claims = append(r.Claims, record.Claim{Field: record.FieldActors, Value: string(p.Actor), Article: art.ID})
		}
		if r.Date.IsKnown() {
			r.Claims = append(r.Claims, record.Claim{Field: record.FieldDate, Value: r.Date.String(), Article: art.ID})
		}
		if r.Place.IsKnown() {
			r.Claims = append(r.Claims, record.Claim{Field: record.FieldPlace, Value: r.Place.Name, Article: art.ID})
		}
		reports = append(reports, r)
	}
	return reports, articles
}

// party is "FRA", "FRA:emmanuel-macron", "FRA/some-body" or "NATO".
func party(s string) record.Party {
	country, person, ok := strings.Cut(s, ":")
	switch {
	case ok:
		return record.Party{Actor: record.ActorID(person), Name: person, Country: country}
	case strings.Contains(s, "/"):
		return record.Party{Actor: record.ActorID(s), Name: s, Country: s[:3]}
	case len(s) == 3:
		return record.Party{Actor: record.ActorID(s), Name: s, Country: s}
	}
	return record.Party{Actor: record.ActorID(s), Name: s}
}

func setRoles(ps []record.Party, r plover.Role) {
	for i := range ps {
		ps[i].Role = r
	}
}

// groups says which lines were joined: "0 1|2".
func groups(events []record.Event, reports []record.Report) string {
	line := map[record.ID]int{}
	for i := range reports {
		line[reports[i].ID] = i
	}
	var out []string
	for i := range events {
		var in []int
		for _, id := range events[i].Reports {
			in = append(in, line[id])
		}
		slices.Sort(in)
		out = append(out, strings.Trim(fmt.Sprint(in), "[]"))
	}
	slices.Sort(out)
	return strings.Join(out, "|")
}

func TestSameEvent(t *testing.T) {
	const macron, modi, scholz = "FRA:emmanuel-macron", "IND:narendra-modi", "DEU:olaf-scholz"
	for _, c := range []struct {
		name string
		want string
		told []string
	}{
		{"leaders and their states", "0 1", []string{
			"a 2023-07-14 CONSULT occurred " + macron + " " + modi + " @2023-07-13 * |the two met",
			"b 2023-07-14 CONSULT occurred FRA IND @2023-07-13 * |the two countries held talks",
		}},
		{"two people of one state are two meetings", "0|1", []string{
			"a 2023-07-14 CONSULT occurred " + macron + " " + modi + " @2023-07-13",
			"b 2023-07-14 CONSULT occurred FRA:catherine-colonna IND:subrahmanyam-jaishankar @2023-07-13",
		}},
		{"announced, then held", "0 1", []string{
			"a 2023-07-10 CONSULT/visit planned " + modi + " > " + macron + " @2023-07-13 Paris=FRA *",
			"b 2023-07-14 CONSULT/visit/in-person occurred " + modi + " > " + macron + " @2023-07-13/2023-07-14 Paris=FRA *",
		}},
		{"told as held before the day that is planned", "0|1", []string{
			"a 2023-07-10 CONSULT/phone/phone occurred " + macron + " " + modi + " * |they spoke on the phone about fighter aircraft",
			"b 2023-07-10 CONSULT/phone/phone planned " + macron + " " + modi + " @2023-07-20 * |they will speak on the phone about fighter aircraft",
		}},
		{"two calls in a week", "0 2|1", []string{
			"a 2022-03-08 CONSULT/phone/phone occurred " + macron + " " + scholz + " @2022-03-07",
			"b 2022-03-12 CONSULT/phone/phone occurred " + macron + " " + scholz + " @2022-03-11",
			"c 2022-03-08 CONSULT/phone/phone occurred FRA DEU @2022-03-07",
		}},
		{"the second meeting in six weeks", "0|1", []string{
			"a 2022-03-08 CONSULT//in-person occurred " + macron + " " + scholz + " @2022-03-07 Berlin=DEU",
			"b 2022-04-20 CONSULT//in-person occurred " + macron + " " + scholz + " @2022-04-19 Paris=FRA",
		}},
		{"last year's visit mentioned today", "0|1", []string{
			"a 2023-07-14 CONSULT/visit/in-person occurred " + modi + " > " + macron + " @2023-07-13 Paris=FRA",
			"b 2023-07-14 CONSULT/visit/in-person occurred " + modi + " > " + macron + " @2022-05-04 Paris=FRA",
		}},
		{"a video meeting is none in person", "0|1", []string{
			"a 2023-07-14 CONSULT/phone/video occurred " + modi + " " + macron + " @2023-07-13",
			"b 2023-07-14 CONSULT/visit/in-person occurred " + modi + " > " + macron + " @2023-07-13 Paris=FRA",
		}},
		{"one day apart around the world", "0 1", []string{
			"a 2023-07-14 CONSULT/phone/phone occurred " + modi + " " + macron + " @2023-07-13",
			"b 2023-07-14 CONSULT/phone/phone occurred " + modi + " " + macron + " @2023-07-14",
		}},
		{"strikes of two days", "0|1", []string{
			"a 2023-07-14 ASSAULT/aerial occurred TUR > SYR @2023-07-13",
			"b 2023-07-14 ASSAULT/aerial occurred TUR > SYR @2023-07-14",
		}},
		{"strikes of one day on two cities", "0|1", []string{
			"a 2023-07-14 ASSAULT/aerial occurred TUR > SYR @2023-07-13 Kobani=SYR",
			"b 2023-07-14 ASSAULT/aerial occurred TUR > SYR @2023-07-13 Afrin=SYR",
		}},
		{"sides swapped", "0|1", []string{
			"a 2023-07-14 ACCUSE occurred SRB > XKX @2023-07-13",
			"b 2023-07-14 ACCUSE occurred XKX > SRB @2023-07-13",
		}},
		{"the two within the summit of many", "0|1", []string{
			"a 2023-09-10 CONSULT/multilateral/in-person occurred " + macron + " " + modi + " " + scholz + " USA:joe-biden @2023-09-09",
			"b 2023-09-10 CONSULT//in-person occurred " + macron + " " + modi + " @2023-09-09",
		}},
		{"the summit told with fewer guests", "0 1", []string{
			"a 2023-09-10 CONSULT/multilateral/in-person occurred " + macron + " " + modi + " " + scholz + " USA:joe-biden @2023-09-09",
			"b 2023-09-10 CONSULT/multilateral/in-person occurred " + macron + " " + modi + " " + scholz + " @2023-09-09",
		}},
		{"a month and a day", "0 1", []string{
			"a 2021-04-16 SANCTION occurred USA > RUS @2021-04-15 |Washington imposed sanctions over election meddling and hacking",
			"b 2021-06-01 SANCTION occurred USA > RUS @2021-04-01/2021-04-30 |it imposed sanctions in April over hacking and election meddling",
		}},
		{"sanctions and expulsion", "0 2|1", []string{
			"a 2021-04-16 SANCTION occurred USA > RUS @2021-04-01/2021-04-30 |new sanctions on companies",
			"a 2021-04-16 SANCTION/expel occurred USA > RUS @2021-04-01/2021-04-30 |it expelled ten diplomats",
			"b 2021-06-01 SANCTION occurred USA > RUS @2021-04-01/2021-04-30 |sanctions of April",
		}},
		{"no date, same words and week", "0 1", []string{
			"a 2021-04-16 ACCUSE occurred NATO > BLR * |criticised the forced landing of the airliner",
			"b 2021-04-18 ACCUSE occurred NATO > BLR * |condemned the forced landing of an airliner",
		}},
		{"no date, months apart", "0|1", []string{
			"a 2021-04-16 ACCUSE occurred NATO > BLR * |criticised the forced landing of the airliner",
			"b 2021-09-18 ACCUSE occurred NATO > BLR * |criticised the forced landing of the airliner",
		}},
		{"two kinds, one happening", "0 1", []string{
			"a 2021-05-20 COOPERATE//video occurred " + macron + " " + modi + " @2021-05-19 |launched a project of nuclear reactors by video link",
			"b 2021-05-21 CONSULT/phone/video occurred " + macron + " " + modi + " @2021-05-19 |witnessed by video link the start of the nuclear project with its reactors",
		}},
		{"what they agreed at the meeting is not the meeting", "0|1", []string{
			"a 2021-05-20 CONSULT/visit/in-person occurred " + macron + " > " + modi + " @2021-05-19 New-Delhi=IND |they met in the palace",
			"a 2021-05-20 AGREE occurred " + macron + " " + modi + " @2021-05-19 |they agreed that the ambassadors would return",
		}},
		{"no date of anything, but the people, the manner and the weight", "0 1|2", []string{
			"a - CONSULT/visit/in-person planned " + modi + " > " + macron + " * |the guest arrives",
			"b - CONSULT/visit/in-person planned " + modi + " > " + macron + " * |red carpet",
			"c - CONSULT/visit/in-person occurred " + modi + " > " + macron + " |as before",
		}},
		{"somebody known by half his name", "0 1", []string{
			"a 2021-05-20 CONSULT occurred FRA:emmanuel-macron " + modi + " @2021-05-19",
			"b 2021-05-20 CONSULT occurred FRA/macron " + modi + " @2021-05-19",
		}},
		{"one article has told two acts", "0|1", []string{
			"a 2021-05-20 REQUEST occurred FRA > BRA @2021-05-19 |demanded that the forest be kept",
			"a 2021-05-20 ACCUSE occurred FRA > BRA @2021-05-19 |accused it of lies about the forest",
		}},
	} {
		reports, articles := told(t, c.told...)
		if got := groups(Events(reports, articles), reports); got != c.want {
			t.Errorf("%s: joined %q, want %q", c.name, got, c.want)
		}
	}
}

func one(t *testing.T, lines ...string) record.Event {
	t.Helper()
	reports, articles := told(t, lines...)
	events := Events(reports, articles)
	if len(events) != 1 {
		t.Fatalf("%d events, want one: %s", len(events), groups(events, reports))
	}
	return events[0]
}

func TestFields(t *testing.T) {
	e := one(t,
		"a 2024-05-14 CONSULT/visit planned RUS:vladimir-putin > CHN:xi-jinping @2024-05-16/2024-05-17 Beijing=CHN *",
		"b 2024-05-15 CONSULT/visit planned CHN:xi-jinping > RUS:vladimir-putin @2024-05-16 *",
		"c 2024-05-18 CONSULT/visit/in-person occurred RUS > CHN @2024-05-16 *",
	)
	if e.Status != plover.Occurred || e.Format != plover.InPerson || e.Place.Name != "Beijing" {
		t.Errorf("status %v, format %v, place %q", e.Status, e.Format, e.Place.Name)
	}
	if want := "vladimir-putin visits xi-jinping in Beijing, 16-17 May 2024"; e.Summary != want {
		t.Errorf("summary %q, want %q", e.Summary, want)
	}
	if !slices.Equal(e.Conflicts, []record.Field{record.FieldActors}) {
		t.Errorf("conflicts %v, want that about the visitor", e.Conflicts)
	}
	var against []string
	for _, c := range e.Claims {
		if c.Stance == Contradicts {
			against = append(against, string(c.Article)+" "+c.Value)
		}
	}
	if !slices.Equal(against, []string{"b xi-jinping"}) {
		t.Errorf("claims against: %q", against)
	}
	if e.Sources.Articles != 3 || e.Sources.Independent != 3 || len(e.Sources.Outlets) != 3 {
		t.Errorf("sources %+v", e.Sources)
	}
	if e.FirstReported.String() != "2024-05-14" || e.LastReported.String() != "2024-05-18" {
		t.Errorf("reported %v to %v", e.FirstReported, e.LastReported)
	}
	if e.Scores.Plover != 4 || e.Related == nil || !strings.HasPrefix(string(e.ID), "2024-05-16-consult-CHN-RUS-") {
		t.Errorf("scores %v, related %v, id %s", e.Scores, e.Related, e.ID)
	}
}

func TestStatusAndConflicts(t *testing.T) {
	const ab = " FRA:emmanuel-macron IND:narendra-modi "
	for _, c := range []struct {
		name      string
		status    plover.Status
		conflicts string
		told      []string
	}{
		{"cancelled in the end", plover.Cancelled, "", []string{
			"a 2023-07-10 CONSULT planned" + ab + "@2023-07-13", "b 2023-07-12 CONSULT cancelled" + ab + "@2023-07-13"}},
		{"a late plan undoes nothing", plover.Occurred, "", []string{
			"a 2023-07-13 CONSULT occurred" + ab + "@2023-07-13", "b 2023-07-14 CONSULT planned" + ab + "@2023-07-13"}},
		{"held and denied", plover.Denied, "status", []string{
			"a 2023-07-13 CONSULT occurred" + ab + "@2023-07-13", "b 2023-07-14 CONSULT denied" + ab + "@2023-07-13"}},
		{"two cities", plover.Occurred, "place", []string{
			"a 2023-07-13 CONSULT occurred" + ab + "@2023-07-13 Paris=FRA", "b 2023-07-14 CONSULT occurred" + ab + "@2023-07-13 Versailles=FRA", "c 2023-07-15 CONSULT occurred" + ab + "@2023-07-13 Paris=FRA"}},
		{"two days", plover.Occurred, "date", []string{
			"a 2023-07-13 CONSULT occurred" + ab + "@2023-07-12", "b 2023-07-14 CONSULT occurred" + ab + "@2023-07-13"}},
		{"an inferred day contradicts nothing", plover.Occurred, "", []string{
			"a 2023-07-13 CONSULT occurred" + ab + "@2023-07-12", "b 2023-07-14 CONSULT occurred" + ab + "@2023-07-13?"}},
		{"a vaguer day contradicts nothing", plover.Occurred, "", []string{
			"a 2023-07-13 CONSULT occurred" + ab + "@2023-07-12 *", "b 2023-07-14 CONSULT occurred" + ab + "@2023-07-10/2023-07-16 *"}},
	} {
		e := one(t, c.told...)
		var fields []string
		for _, f := range e.Conflicts {
			fields = append(fields, string(f))
		}
		if e.Status != c.status || strings.Join(fields, " ") != c.conflicts {
			t.Errorf("%s: status %v, conflicts %v; want %v, %q", c.name, e.Status, fields, c.status, c.conflicts)
		}
	}
}

func TestActOfAStateHasTheState(t *testing.T) {
	e := one(t,
		"a 2021-04-16 SANCTION occurred USA:joe-biden > RUS @2021-04-15 |sanctions over hacking and the election",
		"b 2021-04-16 SANCTION occurred USA > RUS @2021-04-15 |sanctions over hacking and the election")
	if len(e.Actors) != 1 || e.Actors[0].Actor != "USA" {
		t.Errorf("actors %+v, want the state", e.Actors)
	}
}

func TestIDStaysAsArticlesArrive(t *testing.T) {
	first := "a 2023-07-10 CONSULT planned FRA IND @2023-07-13"
	second := "b 2023-07-14 CONSULT/visit/in-person occurred IND:narendra-modi > FRA:emmanuel-macron @2023-07-13/2023-07-14 Paris=FRA"
	if a, b := one(t, first), one(t, first, second); a.ID != b.ID {
		t.Errorf("id %s became %s", a.ID, b.ID)
	}
}

// invent makes n reports of a small world, so that many are near to one another.
func invent(rng *rand.Rand, n int) ([]record.Report, []Article) {
	states := []string{"AUT", "BEL", "CHE", "DNK", "EST"}
	people := []string{"one", "two"}
	base := date.MakeDay(2020, 12, 20)
	var reports []record.Report
	var articles []Article
	for i := range n {
		pub := base + date.Day(rng.IntN(40))
		a := Article{ID: record.ID(fmt.Sprintf("%04x-%d", rng.IntN(1<<16), i)), Outlet: []string{"x", "y", "z"}[rng.IntN(3)]}
		if rng.IntN(8) > 0 {
			a.Published = date.MakeRange(pub, date.Stated)
		}
		if rng.IntN(6) == 0 && len(articles) > 0 {
			a = articles[rng.IntN(len(articles))]
		} else {
			articles = append(articles, a)
		}
		r := record.Report{ID: record.ID(fmt.Sprintf("%s.%d", a.ID, i)), Article: a.ID, Main: rng.IntN(2) == 0}
		r.Kind = plover.Kinds[rng.IntN(4)]
		r.Status = plover.Status(1 + rng.IntN(7))
		r.Format = plover.Format(rng.IntN(4))
		if r.Kind == plover.Consult {
			r.Mode = plover.Mode(rng.IntN(5))
		}
		for range 1 + rng.IntN(3) {
			s := states[rng.IntN(len(states))]
			p := party(s)
			if rng.IntN(2) == 0 {
				p = party(s + ":" + people[rng.IntN(2)] + "-" + strings.ToLower(s))
			}
			if rng.IntN(3) == 0 {
				p.Role = plover.Host
				r.Recipients = append(r.Recipients, p)
			} else {
				r.Actors = append(r.Actors, p)
			}
		}
		switch rng.IntN(4) {
		case 0:
		case 1:
			r.Date = date.Range{From: pub - 20, To: pub + 5, Grain: date.GrainMonth, Basis: date.Resolved}
		default:
			r.Date = date.MakeRange(pub-date.Day(rng.IntN(4)), date.Basis(1+rng.IntN(3)))
		}
		if rng.IntN(2) == 0 {
			r.Place = record.Place{Name: []string{"Vienna", "Geneva"}[rng.IntN(2)], Country: []string{"AUT", "CHE"}[rng.IntN(2)], Grain: "city"}
		}
		words := []string{"harbour", "fishing", "customs", "treaty", "railway", "energy", "border"}
		r.Claims = []record.Claim{{Field: record.FieldKind, Value: r.Kind.String(), Article: a.ID, Words: words[rng.IntN(7)] + " " + words[rng.IntN(7)] + " " + words[rng.IntN(7)] + " " + words[rng.IntN(7)]}}
		reports = append(reports, r)
	}
	return reports, articles
}

func TestOrderDoesNotMatter(t *testing.T) {
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 1))
		reports, articles := invent(rng, 120)
		want := Events(slices.Clone(reports), slices.Clone(articles))
		for range 4 {
			rng.Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
			rng.Shuffle(len(articles), func(i, j int) { articles[i], articles[j] = articles[j], articles[i] })
			if diff := cmp.Diff(want, Events(slices.Clone(reports), slices.Clone(articles))); diff != "" {
				t.Fatalf("seed %d: another order gives other events:\n%s", seed, diff)
			}
		}
	}
}

func TestEveryReportIsInOneEvent(t *testing.T) {
	for seed := range uint64(20) {
		reports, articles := invent(rand.New(rand.NewPCG(seed, 2)), 200)
		seen := map[record.ID]int{}
		ids := map[record.ID]bool{}
		for _, e := range Events(reports, articles) {
			if ids[e.ID] {
				t.Fatalf("seed %d: two events have the id %s", seed, e.ID)
			}
			ids[e.ID] = true
			for _, r := range e.Reports {
				seen[r]++
			}
		}
		for i := range reports {
			if seen[reports[i].ID] != 1 {
				t.Fatalf("seed %d: report %s is in %d events", seed, reports[i].ID, seen[reports[i].ID])
			}
		}
	}
}

func TestFitIsSymmetric(t *testing.T) {
	reports, articles := invent(rand.New(rand.NewPCG(7, 3)), 300)
	byID := map[record.ID]*Article{}
	for i := range articles {
		byID[articles[i].ID] = &articles[i]
	}
	joined := 0
	for i := range reports {
		for j := range reports[:i] {
			a, b := makeItem(&reports[i], byID[reports[i].Article]), makeItem(&reports[j], byID[reports[j].Article])
			f1, v1 := fit(&a, &b)
			f2, v2 := fit(&b, &a)
			if f1 != f2 || v1 != v2 {
				t.Fatalf("fit of %s and %s: %d %d and %d %d", reports[i].ID, reports[j].ID, f1, v1, f2, v2)
			}
			if v1 == fits {
				joined++
			}
		}
	}
	if joined < 50 {
		t.Errorf("only %d pairs fit: the world is too large to test anything", joined)
	}
}

func TestClaimsComeBackFromReports(t *testing.T) {
	reports, articles := invent(rand.New(rand.NewPCG(9, 4)), 150)
	byID := map[record.ID]record.Report{}
	for _, r := range reports {
		byID[r.ID] = r
	}
	for _, e := range Events(reports, articles) {
		var rs []record.Report
		for _, id := range e.Reports {
			rs = append(rs, byID[id])
		}
		if diff := cmp.Diff(e.Claims, Claims(&e, rs)); diff != "" {
			t.Fatalf("%s: %s", e.ID, diff)
		}
	}
}

func BenchmarkEvents(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var reports []record.Report
			var articles []Article
			for i := range n / 100 { // a new month for each hundred: a record grows in time, not in one day
				r, a := invent(rand.New(rand.NewPCG(uint64(i), 5)), 100)
				for j := range r {
					r[j].ID, r[j].Article = record.ID(fmt.Sprint(i, r[j].ID)), record.ID(fmt.Sprint(i, r[j].Article))
					r[j].Date.From += date.Day(60 * i)
					r[j].Date.To += date.Day(60 * i)
				}
				for j := range a {
					a[j].ID = record.ID(fmt.Sprint(i, a[j].ID))
					a[j].Published.From += date.Day(60 * i)
					a[j].Published.To += date.Day(60 * i)
				}
				reports, articles = append(reports, r...), append(articles, a...)
			}
			for b.Loop() {
				Events(reports, articles)
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}
