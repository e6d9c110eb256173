package quote

import (
	"testing"

	"chancery/internal/doc"
	"chancery/internal/text"

	"github.com/google/go-cmp/cmp"
)

func TestPassages(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"curly", "“We agree,” she said. “Soon.”", []string{"We agree,", "Soon."}},
		{"straight", `"We agree," she said. "Soon."`, []string{"We agree,", "Soon."}},
		{"closing mark lost", "He called it “helpful. She called it “good,” and left.", []string{"helpful.", "good,"}},
		{"straight closing mark lost", `He called it "helpful. She called it "good," and left.`, []string{"helpful.", "good,"}},
		{"goes on in the next paragraph", "“First, we talk. Then we sign.", []string{"First, we talk. Then we sign."}},
		{"opening mark lost", "We shall talk first.” He left.", []string{"We shall talk first."}},
		{"single marks", "The minister called it 'a good start' in Lima.", []string{"a good start"}},
		{"apostrophes are no marks", "The powers' ministers didn't meet Spain's envoy in the '90s.", nil},
		{"possessive within single marks", "He spoke of 'the powers' duty to act' again.", []string{"the powers' duty to act"}},
		{"single within double", `"He said 'no' twice," she recalled.`, []string{"He said 'no' twice,"}},
		{"angle marks", "«We agree», the envoy noted.", []string{"We agree"}},
		{"inches", `A 6" pipe.`, nil},
		{"empty", `""`, nil},
	} {
		src, err := text.NewSource(c.in)
		if err != nil {
			t.Fatal(err)
		}
		d := &doc.Document{Source: src}
		var got []string
		for _, p := range passagesIn(d, d.All(), 0) {
			got = append(got, d.Slice(p.inner))
			if !p.outer.Contains(p.inner) {
				t.Errorf("%s: outer %v does not hold inner %v", c.name, p.outer, p.inner)
			}
		}
		if diff := cmp.Diff(trimmed(c.want), trimmed(got)); diff != "" {
			t.Errorf("%s: %s (-want +got)", c.name, diff)
		}
	}
}

func trimmed(in []string) []string {
	var out []string
	for _, s := range in {
		for len(s) > 0 && s[0] == ' ' {
			s = s[1:]
		}
		out = append(out, s)
	}
	return out
}

func FuzzPassages(f *testing.F) {
	for _, s := range []string{"“a b” c “d", `"x" 'y' "z`, "«a» ’b’ ‘c’", "”“\"'", "‘‘‘''\"\""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		src, err := text.NewSource(s)
		if err != nil {
			t.Skip()
		}
		d := &doc.Document{Source: src}
		last := uint32(0)
		for _, p := range passagesIn(d, d.All(), 0) {
			if p.inner.End > uint32(len(s)) || p.inner.Start > p.inner.End || !p.outer.Contains(p.inner) || p.inner.Start < last {
				t.Fatalf("passage %v (outer %v) after %d in %q", p.inner, p.outer, last, s)
			}
			last = p.inner.End
			d.Slice(p.inner)
		}
	})
}
