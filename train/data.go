package main

import (
	"fmt"
	"os"
	"path/filepath"

	"chancery/internal/model"
	"chancery/internal/score"
)

// A sample is one sentence to learn from.
type sample struct {
	forms  []string
	fine   []uint32 // tags as the rules see them
	lemmas []string
}

// readTrees reads treebanks.
func readTrees(dir string, files ...string) ([]*sample, error) {
	var out []*sample
	for _, file := range files {
		f, err := os.Open(filepath.Join(dir, file))
		if err != nil {
			return nil, fmt.Errorf("read trees: %w", err)
		}
		bank, err := score.ReadCoNLLU(f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("read trees %s: %w", file, err)
		}
		for i := range bank.Sentences {
			out = append(out, makeSample(&bank.Sentences[i]))
		}
	}
	return out, nil
}

func makeSample(s *score.TreeSentence) *sample {
	out := &sample{}
	for _, w := range s.Words {
		feats := w.Feats
		if feats == "_" {
			feats = ""
		}
		out.forms = append(out.forms, w.Form)
		out.fine = append(out.fine, model.HashTag(model.FineTag(w.UPOS, feats)))
		out.lemmas = append(out.lemmas, w.Lemma)
	}
	return out
}
