package neural

import (
	"slices"
	"strings"
	"testing"
)

func load(t testing.TB) *Network {
	t.Helper()
	net, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return net
}

func TestDamagedFiles(t *testing.T) {
	for n := 0; n < len(weights); n += 1 + len(weights)/97 {
		if _, err := Load(weights[:n]); err == nil {
			t.Errorf("a file of %d bytes was read", n)
		}
	}
}

// TestOrder holds that what was read before does not matter.
func TestOrder(t *testing.T) {
	net := load(t)
	texts := []string{"Xi met Putin in Beijing .", "", "no", "Iran denied on Sunday that it had supplied drones to Russia .", strings.Repeat("a ", MaxWords)}
	var used Scratch
	for _, text := range append(texts, texts...) {
		words := strings.Fields(text)
		var fresh Scratch
		net.Read(&fresh, words)
		net.Read(&used, words)
		if !slices.Equal(fresh.Tags, used.Tags) || !slices.Equal(fresh.Heads, used.Heads) || !slices.Equal(fresh.Rels, used.Rels) || !slices.Equal(fresh.Names, used.Names) {
			t.Errorf("%.40q is read in another way after other sentences", text)
		}
		if len(words) > 0 && !(&chart{}).isTree(used.Heads) {
			t.Errorf("%.40q: %v is no tree", text, used.Heads)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	net := load(b)
	words := strings.Fields("French President Emmanuel Macron met with German Chancellor Olaf Scholz in Berlin on Tuesday , a spokesman for the government said .")
	var s Scratch
	b.ReportAllocs()
	for b.Loop() {
		net.Read(&s, words)
	}
	b.ReportMetric(float64(len(words))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(weights); err != nil {
			b.Fatal(err)
		}
	}
}
