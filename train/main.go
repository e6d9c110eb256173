// Command train makes the rules of lemmas of package model out of treebanks. It is deterministic: the same data gives the same file.
// The network is trained by train/neural.
//
//	go run ./train -data ../shared/data -out internal/model/lemmas.bin
package main

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"

	"chancery/internal/model"
)

func main() {
	data := flag.String("data", "../shared/data", "folder of the training data")
	out := flag.String("out", "internal/model/lemmas.bin", "file to write")
	flag.Parse()
	if err := run(*data, *out); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(data, out string) error {
	samples, err := readTrees(data+"/ud", "ewt/en_ewt-ud-train.conllu", "gum/en_gum-free-train.conllu")
	if err != nil {
		return err
	}
	scripts, rules := lemmaRules(samples)
	b := model.AppendLemmas(nil, scripts, rules)
	fmt.Printf("%s: %d sentences, %d scripts, %d rules, %d kB\n", out, len(samples), len(scripts), len(rules), len(b)/1000)
	if err := os.WriteFile(out, b, 0o644); err != nil {
		return fmt.Errorf("write rules: %w", err)
	}
	return nil
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
