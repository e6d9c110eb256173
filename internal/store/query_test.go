package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseQuery(t *testing.T) {
	for _, c := range []struct {
		query string
		want  []Term
	}{
		{"nuclear energy", []Term{{Words: "nuclear"}, {Words: "energy"}}},
		{`"state visit" paris`, []Term{{Words: "state visit"}, {Words: "paris"}}},
		{"title:summit outlet:xinhua", []Term{{Field: "title", Words: "summit"}, {Field: "outlet", Words: "xinhua"}}},
		{`Title: "state visit"`, []Term{{Field: "title", Words: "state visit"}}},
		{"sanction* -oil NOT gas", []Term{{Words: "sanction", Prefix: true}, {Words: "oil", Not: true}, {Words: "gas", Not: true}}},
		{"paris OR versailles", []Term{{Words: "paris"}, {Words: "versailles", Or: true}}},
		{"Jae-in's U.S.", []Term{{Words: "Jae in s"}, {Words: "U S"}}},
		{`half "open`, []Term{{Words: "half"}, {Words: "open"}}},
		{`' ) ( * : "" ok`, []Term{{Words: "ok"}}},
		{"http://example.org", []Term{{Words: "http example org"}}},
		{"中文", []Term{{Words: "中文"}}},
	} {
		got, err := ParseQuery(c.query)
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.query, diff)
		}
	}
	for _, q := range []string{"", "  ", "-oil", "NOT x", `""`, "title:"} {
		if got, err := ParseQuery(q); err == nil {
			t.Errorf("%q: got %v, want an error", q, got)
		}
	}
}

func FuzzParseQuery(f *testing.F) {
	for _, s := range []string{"a b", `"a b" c`, "title:x OR -y*", `title:"`, "-\"", "\"\"*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		terms, err := ParseQuery(s)
		if (err == nil) != (len(terms) > 0) {
			t.Fatalf("%d terms, error %v", len(terms), err)
		}
	})
}
