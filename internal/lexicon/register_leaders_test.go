package lexicon

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chancery/internal/date"
)

// visitsFound is the least share of the visitors of the list of state visits that the register must know: the right
// person of the right state, and in office on the day of the visit.
const (
	visitorsKnown    = 0.96
	visitorsInOffice = 0.93
)

// TestStateVisits looks every head of state or government who has visited the United States since 2012 up in the
// register. The list (HistoryAtState/visits, CC0) is not part of the project.
func TestStateVisits(t *testing.T) {
	file := filepath.Join("..", "..", "..", "shared", "data", "leaders", "state_visits.csv")
	f, err := os.Open(file)
	if err != nil {
		t.Skip("no list of state visits:", err)
	}
	defer f.Close()
	visits, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	r := register(t)
	var known, inOffice, all int
	for _, v := range visits[1:] {
		start, visitor, country := v[1], v[3], v[5]
		day, err := date.ParseDay(start)
		if err != nil || day < date.MakeDay(1995, 1, 1) {
			continue
		}
		all++
		person := findVisitor(r, visitor, country)
		if person == nil {
			t.Logf("unknown: %s %s of %s", start, visitor, country)
			continue
		}
		known++
		if _, ok := r.OfficeOf(person.ID, day); ok {
			inOffice++
		} else {
			t.Logf("not in office: %s %s of %s", start, visitor, country)
		}
	}
	t.Logf("%d visits: %.1f %% of the visitors known, %.1f %% in office on the day", all, 100*float64(known)/float64(all), 100*float64(inOffice)/float64(all))
	if float64(known) < visitorsKnown*float64(all) || float64(inOffice) < visitorsInOffice*float64(all) {
		t.Errorf("want at least %.0f %% and %.0f %%", 100*visitorsKnown, 100*visitorsInOffice)
	}
}

// findVisitor takes the titles off ("Prime Minister Sheikh Hasina", "Crown Prince Mohammed bin Salman Al Saud") until
// what is left is somebody of the country, by full name, by a fuller name or by the last name alone.
func findVisitor(r *Register, visitor, country string) *Person {
	if name, before, ok := strings.Cut(country, ", "); ok { // "Korea, South"
		country = before + " " + name
	}
	ofCountry := map[string]bool{}
	for _, e := range r.Lookup(country) {
		ofCountry[e.ID] = true
	}
	isFrom := func(p *Person) bool {
		for _, t := range r.TermsOf(p.ID) {
			if ofCountry[r.Office(t.Office).Country] {
				return true
			}
		}
		return ofCountry[p.Country]
	}
	words := strings.Fields(visitor)
	for i := range words {
		rest := strings.Join(words[i:], " ")
		for _, e := range r.Lookup(rest) {
			if p := r.Person(e.ID); e.Kind == EntryPerson && isFrom(p) {
				return p
			}
		}
		for _, p := range r.PersonsIn(rest) {
			if isFrom(p) {
				return p
			}
		}
	}
	for _, p := range r.PersonsNamed(words[len(words)-1]) {
		if isFrom(p) {
			return p
		}
	}
	return nil
}
