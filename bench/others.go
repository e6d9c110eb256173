package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

//go:embed others.py
var script []byte

// An other is a system that is not ours.
type other struct {
	name, key, model string
	note             string // what must be known to compare its figures
	scheme           []string
}

// others is the systems that are looked for, with what of their annotation is comparable.
func others(opt *options) []other {
	return []other{
		{name: "Stanza", key: "stanza", model: opt.StanzaPackage, scheme: allMeasures},
		{name: "spaCy", key: "spacy", model: opt.SpacyModel, scheme: []string{"tokens", "sentences", "words", "upos"},
			note: "another scheme than UD: only what is comparable is scored, and its tokens are cut smaller"},
		{name: "UDPipe", key: "udpipe", model: opt.UdpipeModel, scheme: allMeasures},
	}
}

// measureOther measures one of the others. What is missing, and what fails, is a system with that status.
func (b *bencher) measureOther(ctx context.Context, o other, t *material) (*system, error) {
	s := &system{Name: o.name, Note: o.note, key: o.key, scheme: o.scheme}
	python, err := exec.LookPath(b.opt.Python)
	if err != nil {
		s.Status, s.Reason = notInstalled, fmt.Sprintf("no program %s", b.opt.Python)
		return s, nil
	}
	file := filepath.Join(b.dir, "others.py")
	if err := os.WriteFile(file, script, 0o600); err != nil {
		return nil, err
	}
	base := task{System: o.key, Model: o.model, Seconds: b.opt.Seconds}
	speed := base
	speed.Articles, speed.Words = t.articles, t.words
	gold := base
	gold.Gold, gold.CoNLLU = t.gold, b.trees(o.key)
	for _, run := range []struct {
		task
		threads int
		keep    func(*answer)
	}{
		{speed, 1, s.keepOne},
		{speed, 0, s.keepAll},
		{gold, 0, func(*answer) {}},
	} {
		if run.Articles == nil && run.Gold == "" {
			continue
		}
		run.Threads = run.threads
		a, err := b.do(ctx, run.task, python, file)
		if err != nil {
			return nil, err
		}
		if s.Status, s.Reason = a.Status, shorten(a.Reason); a.Status != measured {
			return s, nil
		}
		run.keep(a)
	}
	return s, nil
}

// trees is the file that a system writes the gold text to.
func (b *bencher) trees(key string) string { return filepath.Join(b.dir, key+".conllu") }
