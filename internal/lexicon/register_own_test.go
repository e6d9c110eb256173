package lexicon

import (
	"strings"
	"testing"

	"chancery/internal/date"
)

func TestOwnRegister(t *testing.T) {
	lex, err := LoadWith("mine.tsv", []byte(`# mine
person	jane-doe	Jane Doe	FRA	Doe	Jane B. Doe
term	jane-doe	FRA.president	2026-10-01	2026-11+
state	ATL	AN	Atlantis		Poseidonis	Atlantean	Atlanteans
org	CLUB	Club of Nine	bloc		IGO	C9|NATO	FRA 2026|ATL
metonym	Coral Palace	ATL
office	FRA.sea-envoy	Envoy for the Sea	9	GOV
term	jane-doe	FRA.sea-envoy	2025	2026-09-30
state	SWZ	SZ	Swaziland		Mbabane	Swazi
`))
	if err != nil {
		t.Fatal(err)
	}
	r := lex.Register
	for _, c := range []struct{ office, day, want string }{
		{"FRA.president", "2026-11-15", "jane-doe"}, {"FRA.president", "2026-09-30", "emmanuel-macron"}, {"FRA.sea-envoy", "2026-01-05", "jane-doe"},
	} {
		var got []string
		for _, p := range r.Holders(c.office, day(t, c.day)) {
			got = append(got, p.ID)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s on %s: %q, want %q", c.office, c.day, got, c.want)
		}
	}
	for name, want := range map[string]string{
		"Jane B. Doe": "jane-doe", "Atlantean": "ATL", "NATO": "CLUB", "C9": "CLUB", "Coral Palace": "Coral Palace", "Swaziland": "SWZ", "France": "FRA",
	} {
		if e := r.Lookup(name); len(e) != 1 || e[0].ID != want {
			t.Errorf("%s is %v, want %s", name, e, want)
		}
	}
	if r.State("SWZ").Name != "Swaziland" || r.Org("NATO") == nil {
		t.Error("a row of one's own replaces that of the same id, and no other")
	}
}

func TestOwnRegisterErrors(t *testing.T) {
	for text, want := range map[string]string{
		"person\tjane-doe\tJane Doe\tXXX":                       "mine.tsv:1: no state or organisation \"XXX\"",
		"# head\nruler\tjane-doe\tJane Doe":                     "mine.tsv:2: \"ruler\" is not a kind of row",
		"term\tnobody\tFRA.president\t2026\t2027":               "mine.tsv:1: no person \"nobody\"",
		"person\tj\tJ D\tFRA\n\nterm\tj\tFRA.foo\t2026\t2027":   "mine.tsv:3: no office \"FRA.foo\"",
		"person\tj\tJ D\tFRA\nterm\tj\tFRA.president\t2026\t20": "mine.tsv:2: ",
		"person\tj": "mine.tsv:1: ",
	} {
		if _, err := LoadWith("mine.tsv", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestMembersOn(t *testing.T) {
	r := register(t)
	for _, c := range []struct {
		org, day string
		members  int
		in, out  string
	}{
		{"EU", "2003-06-01", 15, "GBR", "POL"}, {"EU", "2019-06-01", 28, "GBR", "NOR"}, {"EU", "2024-06-01", 27, "HRV", "GBR"},
		{"NATO", "1998-01-01", 16, "TUR", "POL"}, {"NATO", "2024-06-01", 32, "SWE", "UKR"}, {"BRICS", "2012-01-01", 5, "ZAF", "EGY"},
		{"BRICS", "2025-06-01", 10, "IDN", "SAU"}, {"G8", "2010-01-01", 8, "RUS", "CHN"}, {"G8", "2015-01-01", 0, "", "RUS"},
		{"ECOWAS", "2024-06-01", 15, "MLI", "MRT"}, {"ECOWAS", "2025-06-01", 12, "NGA", "MLI"}, {"OPEC", "2018-06-01", 14, "QAT", "IDN"},
		{"ASEAN", "2026-01-01", 11, "TLS", "PNG"}, {"UN", "2020-01-01", 193, "SSD", "TWN"}, {"SCO", "2016-01-01", 6, "UZB", "IND"},
		{"COE", "2023-01-01", 46, "UKR", "RUS"}, {"AU", "2018-01-01", 55, "MAR", "HTI"}, {"G20", "2024-01-01", 21, "AU", "ESP"},
	} {
		got := r.Org(c.org).MembersOn(day(t, c.day))
		has := func(id string) bool {
			for _, m := range got {
				if m == id {
					return true
				}
			}
			return false
		}
		if len(got) != c.members || c.in != "" && !has(c.in) || has(c.out) {
			t.Errorf("%s on %s: %d members, want %d with %s and without %s: %v", c.org, c.day, len(got), c.members, c.in, c.out, got)
		}
	}
}

func TestFormerNames(t *testing.T) {
	r := register(t)
	for name, want := range map[string]string{"Burma": "MMR", "Swaziland": "SWZ", "Macedonia": "MKD", "USSR": "SUN", "Yugoslavia": "YUG", "Zaire": "ZAR", "Ceylon": "LKA", "Upper Volta": "BFA"} {
		if e := r.Lookup(name); len(e) == 0 || e[0].ID != want {
			t.Errorf("%s is %v, want %s", name, e, want)
		}
	}
	s := r.State("MMR")
	if s.COW != 775 || len(s.Former) == 0 || s.Former[0] != (FormerName{"Burma", date.MakeDay(1948, 1, 4), date.MakeDay(1989, 6, 17)}) {
		t.Errorf("MMR: %+v", s)
	}
	cow, gw := map[int]string{}, map[int]string{}
	for _, s := range r.States {
		for _, n := range []struct {
			of map[int]string
			n  int
		}{{cow, s.COW}, {gw, s.GW}} {
			had := n.of[n.n]
			if n.n != 0 && had != "" && !(s.To != 0 || r.State(had).To != 0) {
				t.Errorf("%s and %s both have number %d", had, s.ISO3, n.n)
			}
			n.of[n.n] = s.ISO3
		}
	}
}
