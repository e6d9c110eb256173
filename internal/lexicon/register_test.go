package lexicon

import (
	"strings"
	"testing"

	"chancery/internal/date"
)

func register(t testing.TB) *Register {
	t.Helper()
	r, err := readRegister(data)
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
		if _, err := readRegister(data); err != nil {
			b.Fatal(err)
		}
	}
}
