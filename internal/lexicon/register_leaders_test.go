package lexicon

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"chancery/internal/date"
)

// inOffice is the least share of those who visited or were visited since 1995 whom the register must have under the right
// state and in office on the day.
const inOffice = 0.97

// hostsInOffice is the same for the hosts of American travellers, of whom the remarks often misspell a name or name one
// who was a guest there himself.
const hostsInOffice = 0.95

// since is the first day of the lists that counts.
var since = date.MakeDay(1995, 1, 1)

// table reads one of the lists of journeys and visits (HistoryAtState, CC0), which are not part of the project.
func table(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", "leaders", name))
	if err != nil {
		t.Skip("no list of visits:", err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[1:]
}

// A tally counts those whom the register knows.
type tally struct{ all, known, inOffice int }

// meet looks somebody up who is said to have been in office in a country on a day.
func (n *tally) meet(t *testing.T, r *Register, visitor, country string, day date.Day) {
	n.all++
	person := findVisitor(r, visitor, country, day)
	if person == nil {
		t.Logf("unknown: %s %s of %s", day, visitor, country)
		return
	}
	n.known++
	if strings.Contains(visitor, "-elect ") {
		day += 200 // who is elected but not yet in office
	}
	if _, ok := r.OfficeOf(person.ID, day); !ok {
		t.Logf("not in office: %s %s of %s", day, visitor, country)
		return
	}
	n.inOffice++
}

func (n *tally) report(t *testing.T, least float64) {
	t.Logf("%d: %.1f %% known, %.1f %% in office on the day", n.all, 100*float64(n.known)/float64(n.all), 100*float64(n.inOffice)/float64(n.all))
	if float64(n.inOffice) < least*float64(n.all) {
		t.Errorf("want at least %.0f %% in office", 100*least)
	}
}

// TestStateVisits looks every head of state or government who has visited the United States since 1995 up.
func TestStateVisits(t *testing.T) {
	r := register(t)
	var n tally
	for _, v := range table(t, "state_visits.csv") {
		if day, err := date.ParseDay(v[1]); err == nil && day >= since {
			n.meet(t, r, v[3], v[5], day)
		}
	}
	n.report(t, inOffice)
}

// host finds one who was met in the remarks of a journey.
var host = regexp.MustCompile(`(?:^|[^-\w] |^.*? )(President|Prime Minister|King|Queen|Emir|Amir|Sultan|Chancellor|Taoiseach|Premier|Foreign Minister|Foreign Secretary) ((?:(?:al|bin|de|el|la|van|von|der|di|da|del|dos|Al) |al-|el-|Al-|d'|D'|Ó )*[\p{Lu}][\p{L}'’-]+(?: (?:(?:al|bin|de|el|la|van|von|der|di|da|del|dos) |al-|el-)*[\p{Lu}][\p{L}'’-]+){0,4})`)

// notHosts are those who travelled, and words that the remarks put behind a title.
var notHosts = regexp.MustCompile(`^(Clinton|Bush|Obama|Trump|Biden|George|Barack|Donald|Joseph|William|Bill|Elect|Ministers?|Summit)\b`)

// TestHosts looks up those whom presidents and secretaries of state met in the country to which they went.
func TestHosts(t *testing.T) {
	r := register(t)
	var n tally
	for _, v := range table(t, "state_travels.csv") {
		day, err := date.ParseDay(v[3])
		if err != nil || day < since || strings.Contains(v[8], "uneral") || strings.Contains(v[8], "ccompanied") {
			continue
		}
		for _, m := range host.FindAllStringSubmatch(v[8], -1) {
			if !notHosts.MatchString(m[2]) && isSimple(v[8]) {
				n.meet(t, r, m[1]+" "+m[2], v[6], day)
			}
		}
	}
	n.report(t, hostsInOffice)
}

// isSimple reports whether the remarks tell of people of one country, and not of a gathering.
func isSimple(remarks string) bool {
	for _, many := range [...]string{"ummit", "onference", "inisterial", "ssembly", " with the ", "esident of", "inister of", "former", "Former", "summit", "ian ", "ese ", "ish ", "inaugura", "naugura"} {
		if strings.Contains(remarks, many) {
			return false
		}
	}
	return true
}

// findVisitor takes the titles off ("Prime Minister Sheikh Hasina", "Crown Prince Mohammed bin Salman Al Saud") until
// what is left is somebody of the country, by full name, by a fuller name or by the last name alone.
// Of several with one last name it is the one in office.
func findVisitor(r *Register, visitor, country string, day date.Day) *Person {
	country, _, _ = strings.Cut(country, " (")              // "Democratic Republic of the Congo (Zaire)"
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
	var last *Person
	isMeant := func(p *Person) bool {
		if !isFrom(p) {
			return false
		}
		last = p
		_, ok := r.OfficeOf(p.ID, day)
		return ok
	}
	words := strings.Fields(visitor)
	for i := range words {
		rest := strings.Join(words[i:], " ")
		for _, e := range r.Lookup(rest) {
			if p := r.Person(e.ID); e.Kind == EntryPerson && isMeant(p) {
				return p
			}
		}
		for _, p := range r.PersonsIn(rest) {
			if isMeant(p) {
				return p
			}
		}
	}
	for i := range words {
		for _, p := range r.PersonsNamed(strings.Join(words[i:], " ")) {
			if isMeant(p) {
				return p
			}
		}
	}
	for country := range ofCountry {
		if p := r.Misspelt(visitor, country, nil, day); last == nil && p != nil {
			return p
		}
	}
	return last
}
