// Command train makes the rules of lemmas of package model out of treebanks. It is deterministic: the same data gives the same file.
// With -ends it makes the model of package sentence instead. The network is trained by train/neural.
//
//	go run ./train -data ../shared/data -out internal/model/lemmas.bin
//	go run ./train -data ../shared/data -ends internal/sentence/ends.bin
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
	ends := flag.String("ends", "", "file to write the model of the ends of sentences to, instead")
	check := flag.Bool("check", false, "with -ends, write nothing but measure on parts of the training data held out")
	flag.Parse()
	if *ends != "" {
		if err := trainEnds(*data, *ends, *check); err != nil {
			fmt.Fprintln(os.Stderr, "train:", err)
			os.Exit(1)
		}
		return
	}
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
