package name_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery/internal/doc"
	"chancery/internal/name"
)

// tag writes into d the names that a model would have seen, "Ashgrove/GPE" each, in their order; their words are proper
// nouns and the rest has no part of speech.
func tag(t *testing.T, d *doc.Document, names string) {
	t.Helper()
	from := int32(0)
	for _, n := range strings.Split(names, "; ") {
		words, kind, _ := strings.Cut(n, "/")
		k := doc.ParseNameKind(kind)
		found := false
		for i := from; int(i) < len(d.Tokens) && !found; i++ {
			for end := i + 1; int(end) <= len(d.Tokens) && !found; end++ {
				if d.Text(doc.Range{First: i, Last: end}) != words {
					continue
				}
				for at := i; at < end; at++ {
					d.Tokens[at].Tag, d.Tokens[at].UPOS = doc.MakeNameTag(k, at == i), doc.PROPN
				}
				from, found = end, true
			}
		}
		if !found {
			t.Fatalf("no %q in the text", n)
		}
	}
	d.Mark(doc.Syntax)
}

// TestModelLeads shows what becomes of the tags of a model.
func TestModelLeads(t *testing.T) {
	for _, c := range []struct{ about, text, tags, want string }{
		{"capitals alone are no name", "She asked for the Annual Steering Grid in Turin.", "Turin/GPE", "Turin/GPE"},
		{"a title still makes one", "The envoy Tjaša Novak left Turin.", "Turin/GPE", "Tjaša Novak/PER; Turin/GPE"},
		{"kind and extent hold over capitals", "Talks on the West Bank stalled in Cairo.", "West Bank/GPE; Cairo/GPE", "West Bank/LOC; Cairo/GPE"},
		{"small letters of a careless writer", "we flew from marseille to Lima", "marseille/GPE; Lima/GPE", "marseille/GPE; Lima/GPE"},
		{"small letters of a careful one", "He wore the jersey in Lima.", "jersey/GPE; Lima/GPE", "Lima/GPE"},
		{"a company and its form", "Fernlake, Inc. sued Oxmoor Ltd in Lima.", "Fernlake, Inc./ORG; Oxmoor Ltd/ORG; Lima/GPE", "Fernlake, Inc./ORG; Oxmoor Ltd/ORG; Lima/GPE"},
		{"two places in a row", "They moved to Portland Oregon in May.", "Portland Oregon/GPE", "Portland/GPE; Oregon/GPE"},
		{"a title within a name", "They met Wahid Sheikh Larbi.", "Wahid Sheikh Larbi/PER", "Wahid Sheikh Larbi/PER"},
		{"a title after a nationality", "They met Eritrean President Isaias Larbi.", "Eritrean President Isaias Larbi/PER", "Eritrean/NORP; Isaias Larbi/PER"},
		{"most votes", "Zarvo grew. Zarvo sold ships. Zarvo left.", "Zarvo/ORG; Zarvo/PER; Zarvo/ORG", "Zarvo/ORG; Zarvo/ORG; Zarvo/ORG"},
		{"a full name wins over one vote", "Adrun Zarvo spoke. Then Zarvo left.", "Adrun Zarvo/PER; Zarvo/GPE", "Adrun Zarvo/PER; Zarvo/PER"},
		{"a storm is no person", "Hurricane Ottilie reached Lima.", "Ottilie/PER; Lima/GPE", "Ottilie/MISC; Lima/GPE"},
		{"a small noun of a place", "They crossed the Huara river near Lima.", "Huara river/GPE; Lima/GPE", "Huara river/LOC; Lima/GPE"},
		{"troops are no name", "They shelled US troops in Mosul.", "US/GPE; Mosul/GPE", "US/GPE; Mosul/GPE"},
		{"an address is no name", "Write to desk_7@example.org or Lima.", "desk_7@example.org/ORG; Lima/GPE", "Lima/GPE"},
	} {
		d := parse(t, c.text)
		tag(t, d, c.tags)
		name.Annotate(d, lex)
		if diff := cmp.Diff(c.want, show(d)); diff != "" {
			t.Errorf("%s: %s\n%s", c.about, c.text, diff)
		}
	}
}
