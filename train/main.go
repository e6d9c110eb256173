// Command train makes the weights of package model out of treebanks and texts with names. It is deterministic: the same data
// gives the same file.
//
//	go run ./train -data ../shared/data -out internal/model/weights.bin
package main

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"

	"chancery/internal/doc"
	"chancery/internal/model"
)

func main() {
	data := flag.String("data", "../shared/data", "folder of the training data")
	out := flag.String("out", "internal/model/weights.bin", "file to write")
	quick := flag.Bool("quick", false, "train for a moment only, to try the program")
	flag.Parse()
	if err := run(*data, *out, *quick); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

const seed = 20240229

func run(data, out string, quick bool) error {
	begin := time.Now()
	say := func(format string, args ...any) {
		fmt.Printf("%6.1fs  %s\n", time.Since(begin).Seconds(), fmt.Sprintf(format, args...))
	}
	rng := rand.New(rand.NewPCG(seed, 1))
	samples, err := readTrees(data+"/ud", "ewt/en_ewt-ud-train.conllu", "gum/en_gum-free-train.conllu")
	if err != nil {
		return err
	}
	epochs := map[bool]int{true: 1, false: 6}[quick]
	ts := makeTagSet(samples)
	samples = append(samples, augment(samples, rng)...)
	say("%d sentences, %d tags", len(samples), len(ts.names))
	jackknife(samples, ts, map[bool]int{true: 2, false: 5}[quick], min(epochs, 4), rng)
	say("tags for the parser: %.2f %% right", 100*right(samples, ts))
	t, entries := newTagger(samples, ts)
	t.train(samples, epochs, rng)
	say("tagger: %d features", t.p.used)
	p := newParser(samples, ts)
	bp := &beamParser{parser: p}
	bp.train(samples, epochs+1, rng, func(e int, right float64) { say("parser: round %d, %.1f %% of the trees right", e+1, 100*right) })
	say("parser: %d features of steps, %d of relations", p.actions.used, p.labels.used)
	n, err := trainNames(data+"/ner", t, p, epochs, rng)
	if err != nil {
		return err
	}
	say("names: %d features", n.p.used)
	scripts, rules := lemmaRules(samples, ts)
	say("lemmas: %d scripts, %d rules", len(scripts), len(rules))

	b := model.AppendString(nil, model.Magic)
	b = model.AppendUint(b, uint32(len(ts.names)))
	for _, name := range ts.names {
		b = model.AppendString(b, strings.TrimSpace(name))
	}
	b = model.AppendUint(b, uint32(doc.NumRels))
	for r := range doc.NumRels {
		b = model.AppendString(b, doc.Rel(r).String())
	}
	b = model.AppendUint(b, uint32(len(nameTags)))
	for _, tag := range nameTags {
		b = model.AppendUint(b, uint32(tag))
	}
	b = model.AppendUint(b, uint32(len(t.open)))
	for _, tag := range t.open {
		b = model.AppendUint(b, uint32(tag))
	}
	b = model.AppendDict(b, entries)
	b = model.AppendUint(b, uint32(len(p.pairs)))
	for _, k := range sortedKeys(p.pairs) {
		b = model.AppendUint(b, k)
		b = model.AppendUint(b, uint32(p.pairs[k]))
		b = model.AppendUint(b, uint32(p.pairs[k]>>32))
	}
	b = model.AppendLemmas(b, scripts, rules)
	for _, part := range []struct {
		name                          string
		p                             *perceptron
		budget, perFeature, perWeight int
	}{{"tagger", t.p, 1_350_000, 6, 2}, {"steps", p.actions, 3_000_000, 7, 0}, {"relations", p.labels, 950_000, 6, 2}, {"names", n.p, 800_000, 6, 2}} {
		ws := part.p.quantise(part.budget, part.perFeature, part.perWeight)
		size := len(b)
		if part.p == p.actions {
			b = model.AppendSteps(b, ws)
		} else {
			b = model.AppendTable(b, ws)
		}
		say("%s: %d weights, %d kB", part.name, len(ws), (len(b)-size)/1000)
	}
	say("%s: %d kB", out, len(b)/1000)
	if err := os.WriteFile(out, b, 0o644); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	return nil
}

// right is how many of the guessed parts of speech are.
func right(samples []*sample, ts *tagSet) float64 {
	n, ok := 0, 0
	for _, s := range samples {
		for i, t := range s.guess {
			n++
			a, _, _ := strings.Cut(ts.names[t], " ")
			b, _, _ := strings.Cut(s.tags[i], " ")
			if a == b {
				ok++
			}
		}
	}
	return float64(ok) / float64(n)
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
