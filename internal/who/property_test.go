package who_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"chancery/internal/doc"
)

// pieces are what hostile and ordinary texts are made of in TestMentionsHold.
var pieces = []string{
	"President", "the", "former", "US", "Xi", "Putin", "and", ",", ".", "\n", "“", "”", "\"", "his", "their", "its", "they", "'s", "of", "France", "Chinese",
	"counterpart", "two", "leaders", "countries", "-", "Al", "al", "bin", "Mr.", "Moscow", "said", "in", "to", "foreign", "minister", "(", ")", "NATO", "é", "習", "\u00a0", "MAY", "May", "Jordan",
	"Ministry", "of", "for", "and", "University", "J.", "him", "she", "both", "sides", "latter", "administration", "😀", "U.S.", "-", "'", "’s", "1", "II",
}

// TestMentionsHold checks on texts made at random what every reading promises: spans in bounds and in order, names without
// overlap, indices that exist, the same result twice, with and without syntax.
func TestMentionsHold(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var b strings.Builder
		for range rng.IntN(120) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
			if rng.IntN(5) > 0 {
				b.WriteByte(' ')
			}
		}
		for _, parsed := range []bool{false, true} {
			d := parse(t, b.String(), "2021-06-25", parsed)
			check(t, d)
			actors, mentions := len(d.Actors), len(d.Mentions)
			again(d)
			if len(d.Actors) != actors || len(d.Mentions) != mentions {
				t.Fatalf("%q: %d actors and %d mentions, then %d and %d", b.String(), actors, mentions, len(d.Actors), len(d.Mentions))
			}
		}
	}
}

func check(t *testing.T, d *doc.Document) {
	t.Helper()
	for i, n := range d.Names {
		if n.First >= n.Last || int(n.Last) > len(d.Tokens) || i > 0 && n.First < d.Names[i-1].Last {
			t.Fatalf("%q: name %d is %v after %v", d.String(), i, n, d.Names[max(0, i-1)])
		}
	}
	next := int32(0)
	for i, m := range d.Mentions {
		if m.Tokens.Len() < 1 || int(m.Tokens.Last) > len(d.Tokens) || m.Span != d.Span(m.Tokens) || !m.Tokens.Contains(m.Head) {
			t.Fatalf("%q: mention %v is out of place", d.String(), m)
		}
		if m.Actor < 0 || int(m.Actor) >= len(d.Actors) || m.Actor > next {
			t.Fatalf("%q: mention %d has actor %d of %d, want %d at most", d.String(), i, m.Actor, len(d.Actors), next)
		}
		next = max(next, m.Actor+1)
		if i > 0 && d.Mentions[i-1].Span.Compare(m.Span) > 0 {
			t.Fatalf("%q: mentions %d and %d are out of order", d.String(), i-1, i)
		}
	}
	if int(next) != len(d.Actors) {
		t.Fatalf("%q: %d actors, %d of them mentioned", d.String(), len(d.Actors), next)
	}
}
