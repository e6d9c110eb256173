package lexicon

import (
	"slices"
	"strings"
	"testing"

	"chancery/internal/date"
)

func register(t testing.TB) *Register {
	t.Helper()
	r, err := readRegister(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func show(entries []Entry) string {
	var out []string
	for _, e := range entries {
		s := e.Kind.String() + " " + e.ID
		if e.Weak {
			s += "?"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func TestLookup(t *testing.T) {
	r := register(t)
	for _, c := range []struct{ name, want string }{
		{"U.S.", "state USA, adjective USA"}, {"US", "state USA, adjective USA"}, {"us", ""},
		{"CHINA", "state CHN"}, {"china", ""}, {"Xi Jinping", "person xi-jinping"}, {"XI Jinping", "person xi-jinping"},
		{"Foreign Ministry", "body foreign-ministry"}, {"foreign ministry", "body foreign-ministry"},
		{"spokeswoman", "title spokesperson"}, {"", ""}, {"-", ""}, {"China's", ""},
	} {
		if got := show(r.Lookup(c.name)); got != c.want {
			t.Errorf("Lookup(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMatchAllocatesNothing(t *testing.T) {
	r := register(t)
	words := strings.Fields("The U.S. State Department said Xi Jinping of the People 's Republic of China")
	if n := testing.AllocsPerRun(100, func() {
		for i := range words {
			r.Match(words, i)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestMatch(t *testing.T) {
	r := register(t)
	for _, c := range []struct {
		words string
		i, n  int
		want  string
	}{
		{"of the People 's Republic of China .", 2, 5, "state CHN"},
		{"the U.S. State Department said", 1, 3, "body USA.foreign-ministry"},
		{"the U.S. president", 1, 1, "state USA, adjective USA"},
		{"Xi said", 0, 0, ""}, {"- China", 0, 0, ""}, {"China - Russia", 0, 1, "state CHN"},
	} {
		words := strings.Fields(c.words)
		if n, e := r.Match(words, c.i); n != c.n || show(e) != c.want {
			t.Errorf("Match(%q, %d) = %d %s, want %d %s", c.words, c.i, n, show(e), c.n, c.want)
		}
	}
}

func TestOfficeOf(t *testing.T) {
	r := register(t)
	for _, c := range []struct {
		person, day, want string
	}{
		{"joe-biden", "2011-05-01", "USA.vice-president"}, {"joe-biden", "2021-06-16", "USA.president"},
		{"joe-biden", "2018-01-01", ""},
	} {
		day, err := date.ParseDay(c.day)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := r.OfficeOf(c.person, day); got.Office != c.want {
			t.Errorf("OfficeOf(%s, %s) = %q, want %q", c.person, c.day, got.Office, c.want)
		}
	}
}

func BenchmarkReadRegister(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := readRegister(data, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// TestEveryForm looks every name of the tables up: as it stands, in capitals, and as three tokens where it has a hyphen.
func TestEveryForm(t *testing.T) {
	r := register(t)
	check := func(kind EntryKind, id string, names ...string) {
		for _, name := range names {
			for _, form := range []string{name, strings.ToUpper(name), strings.ReplaceAll(name, "'", "’")} {
				if !isNamed(r.Lookup(form), kind, id) && form == name {
					t.Errorf("Lookup(%q) = %s, want %s %s", form, show(r.Lookup(form)), kind, id)
				}
				if r.Lookup(form) == nil {
					t.Errorf("Lookup(%q) finds nothing", form)
				}
			}
			words := strings.Fields(strings.NewReplacer("-", " - ", "'", " '").Replace(name))
			if n, _ := r.Match(words, 0); n != len(words) {
				t.Errorf("Match(%q) takes %d words", words, n)
			}
		}
	}
	for _, s := range r.States {
		check(EntryState, s.ISO3, append(s.Variants, s.Name)...)
		check(EntryAdjective, s.ISO3, s.Adjectives...)
		check(EntryDemonym, s.ISO3, s.Demonyms...)
		check(EntryCapital, s.ISO3, s.Capitals...)
	}
	for _, o := range r.Orgs {
		check(EntryOrg, o.ID, append(o.Variants, o.Name)...)
	}
	for _, b := range r.Bodies {
		check(EntryBody, b.ID, append(b.Variants, b.Name)...)
	}
	for _, p := range r.Persons {
		check(EntryPerson, p.ID, append(p.Variants, p.Name)...)
		for _, s := range p.Shorts {
			if !slices.Contains(r.PersonsNamed(s), p) {
				t.Errorf("PersonsNamed(%q) lacks %s", s, p.ID)
			}
		}
	}
	for _, m := range r.Metonyms {
		check(EntryMetonym, m.Name, append(m.Variants, m.Name)...)
	}
	for _, title := range r.Titles {
		check(EntryTitle, title.Name, append(title.Variants, title.Name)...)
	}
}

func isNamed(entries []Entry, kind EntryKind, id string) bool {
	return slices.ContainsFunc(entries, func(e Entry) bool { return e.Kind == kind && e.ID == id })
}

// FuzzMatch holds that any words can be looked up, and that a match lies within them.
func FuzzMatch(f *testing.F) {
	for _, s := range []string{"the People 's Republic of China", "- - -", "\xff\xfe", "Côte d’Ivoire", strings.Repeat("a", 1000), "U . S ."} {
		f.Add(s)
	}
	r := register(f)
	f.Fuzz(func(t *testing.T, s string) {
		words := strings.Split(s, " ")
		for i := range words {
			if n, e := r.Match(words, i); n < 0 || n > len(words)-i || (n == 0) != (e == nil) {
				t.Errorf("Match(%q, %d) = %d, %v", words, i, n, e)
			}
		}
		r.Lookup(s)
		r.PersonsNamed(s)
		r.PersonsIn(s)
	})
}

func BenchmarkMatch(b *testing.B) {
	r := register(b)
	words := strings.Fields("Russian President Vladimir Putin and his Chinese counterpart Xi Jinping met at the Great Hall of the People in Beijing on Friday , the Foreign Ministry said")
	b.ReportAllocs()
	for b.Loop() {
		for i := range words {
			r.Match(words, i)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(words)), "ns/word")
}
