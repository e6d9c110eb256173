package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"chancery/internal/score"
)

// material is what is read: articles, and the raw text of the gold.
type material struct {
	name     string
	articles []string
	words    []int // of each article, as the engine counts
	gold     string
}

const (
	wordsOfCorpus  = 50_000 // to which the corpus is repeated
	wordsOfArticle = 600    // a long report of an agency; a longer file is cut into such pieces
)

// load reads the files that the options name, or the corpus of the project.
func load(opt *options) (*material, error) {
	m := &material{name: opt.Text}
	if opt.Text != "" {
		s, err := readText(opt.Text)
		if err != nil {
			return nil, err
		}
		if m.articles = cut(s, wordsOfArticle); len(m.articles) == 0 {
			return nil, fmt.Errorf("%s: no words in it", opt.Text)
		}
	} else if err := m.corpus(); err != nil {
		return nil, err
	}
	if opt.Gold == "" {
		return m, nil
	}
	gold, err := readTrees(opt.Gold)
	if err != nil {
		return nil, err
	}
	m.gold = gold.Raw()
	return m, nil
}

// readText reads a file of UTF-8.
func readText(file string) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("%s: %w", file, reason(err))
	}
	if !utf8.Valid(data) {
		return "", fmt.Errorf("%s: not UTF-8", file)
	}
	return string(data), nil
}

// readTrees reads a file of CoNLL-U.
func readTrees(file string) (*score.Treebank, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, reason(err))
	}
	defer f.Close()
	bank, err := score.ReadCoNLLU(f)
	if err == nil && len(bank.Sentences) == 0 {
		err = errors.New("no sentence in it")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return bank, nil
}

// reason is what is wrong with a file, without its name.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// cut makes articles of so many words or a little more of a text, at its blank lines.
func cut(s string, words int) []string {
	var out []string
	var b strings.Builder
	n := 0
	for p := range strings.SplitSeq(strings.ReplaceAll(s, "\r\n", "\n"), "\n\n") {
		if p = strings.Trim(p, "\n"); strings.TrimSpace(p) == "" {
			continue
		}
		if n > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(p)
		if n += len(strings.Fields(p)); n >= words {
			out = append(out, b.String())
			b.Reset()
			n = 0
		}
	}
	if n > 0 {
		out = append(out, b.String())
	}
	return out
}

// corpus takes the reports of the project's corpus, again and again.
func (m *material) corpus() error {
	root, err := projectRoot()
	if err != nil {
		return fmt.Errorf("no text: %w; name one with --text", err)
	}
	var reports []string
	words := 0
	err = filepath.WalkDir(filepath.Join(root, "corpus"), func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".txt" {
			return err
		}
		s, err := readText(path)
		words += len(strings.Fields(s))
		reports = append(reports, s)
		return err
	})
	if err == nil && words == 0 {
		err = errors.New("no report in it")
	}
	if err != nil {
		return fmt.Errorf("corpus of the project: %w; name a text with --text", err)
	}
	for n := 0; n < wordsOfCorpus; n += words {
		m.articles = append(m.articles, reports...)
	}
	m.name = "corpus"
	return nil
}

// projectRoot is the folder of the project that the working directory is in.
func projectRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && slices.Contains(strings.Split(string(data), "\n"), "module chancery") {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("the working directory is not in the project")
		}
		dir = parent
	}
}
