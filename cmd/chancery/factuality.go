package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"chancery/internal/doc"
	"chancery/internal/export"
	"chancery/internal/read"
	"chancery/internal/score"
)

type scoreFactualityCmd struct {
	Gold    string `required:"" placeholder:"FILE" help:"A table of predicates with judgments (uds-ih2-on-ewt.tsv)."`
	Trees   string `required:"" placeholder:"FILE" help:"The treebank (*.conllu) that it points into."`
	Split   string `default:"dev" help:"The part of the table: train or dev (${default})."`
	Verbose bool   `short:"v" help:"List every predicate that is judged wrongly, with its sentence."`
}

func (*scoreFactualityCmd) Help() string {
	return `Gold is judgments of readers on whether something happened, as UDS-IH2 has them. A predicate has happened where the confidences of those who say so outweigh those of the others; "na" weighs nothing, and where the two sides are even the predicate is not counted. Of the treebank only words and sentences are kept; tags and trees are those of the program. Each predicate is decided by the rules that decide the status of acts: what is planned, denied, asked or only thought of has not happened. "all" is the accuracy.

Examples:

    chancery score factuality --gold uds-ih2-on-ewt.tsv --trees en_ewt-ud-dev.conllu
    chancery score factuality --gold uds-ih2-on-ewt.tsv --trees en_ewt-ud-dev.conllu -v
`
}

func (c *scoreFactualityCmd) Run(a *app) error {
	gold, err := c.gold()
	if err != nil {
		return withHint(fmt.Errorf("%s: %w", c.Gold, err), "--gold names a table of predicates with judgments")
	}
	r, err := read.New()
	if err != nil {
		return err
	}
	places, err := c.places(r)
	if err != nil {
		return withHint(fmt.Errorf("%s: %w", c.Trees, err), "--trees names a CoNLL-U file")
	}
	judges := map[*doc.Document]func(int32) read.Finding{}
	sum := map[string]score.Counts{}
	for i := range gold {
		p := &gold[i]
		happened, ok := p.Happened()
		if p.Split != c.Split || !ok {
			continue
		}
		at, found := places[p.Sentence]
		if !found {
			continue
		}
		token := at.first + int32(p.Token) - 1
		if int(token) >= len(at.d.Tokens) || at.d.Word(token) != p.Form {
			return fmt.Errorf("%s: word %d of %s is not %q", c.Trees, p.Token, p.Sentence, p.Form)
		}
		if judges[at.d] == nil {
			judges[at.d] = read.Judge(at.d, r.Lexicon())
		}
		f := judges[at.d](token)
		countTruth(sum, happened, f.Happened())
		if c.Verbose && happened != f.Happened() && !a.cli.JSON {
			a.out.misjudged(at.d, token, &f)
		}
	}
	if len(sum) == 0 {
		return withHint(errors.New("no predicate of the table stands in the treebank"), "--split chooses the part of the table, --trees the treebank of that part")
	}
	return a.out.counts(a.cli.JSON, sum, []string{"happened", "not", "all"})
}

// countTruth counts one decision for its side and for the whole.
func countTruth(sum map[string]score.Counts, want, got bool) {
	name := map[bool]string{true: "happened", false: "not"}
	if want == got {
		add(sum, name[want], score.Counts{TP: 1})
		add(sum, "all", score.Counts{TP: 1})
		return
	}
	add(sum, name[want], score.Counts{FN: 1})
	add(sum, name[got], score.Counts{FP: 1})
	add(sum, "all", score.Counts{FP: 1, FN: 1})
}

func (c *scoreFactualityCmd) gold() ([]score.Predicate, error) {
	f, err := os.Open(c.Gold)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return score.ReadFactuality(f)
}

// A sentencePlace is where a sentence of a treebank stands.
type sentencePlace struct {
	d     *doc.Document
	first int32
}

// places reads the treebank, with its own words and sentences, and says where each sentence stands.
func (c *scoreFactualityCmd) places(r *read.Reader) (map[string]sentencePlace, error) {
	b, err := os.ReadFile(c.Trees)
	if err != nil {
		return nil, err
	}
	bank, err := score.ReadCoNLLU(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	docs, err := export.ReadCoNLLU(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	out := make(map[string]sentencePlace, len(bank.Sentences))
	n := 0
	for _, d := range docs {
		annotateOnly(r, d, doc.Tokens|doc.Sentences|doc.Syntax)
		for _, s := range d.Sentences {
			if n < len(bank.Sentences) {
				out[bank.Sentences[n].ID] = sentencePlace{d, s.First}
			}
			n++
		}
	}
	if n != len(bank.Sentences) {
		return nil, fmt.Errorf("%d sentences, %d of them with words", len(bank.Sentences), n)
	}
	return out, nil
}

// misjudged prints a predicate whose truth is not that of gold, and what decided it.
func (p *printer) misjudged(d *doc.Document, token int32, f *read.Finding) {
	by := ""
	if f.By.Len() > 0 {
		by = " by “" + d.Text(f.By) + "”"
	}
	p.printf("%s  %s\n", p.in(red, clean(d.Word(token))), p.in(dim, clean(f.String()+by)))
	p.wrap(4, d.Text(d.Sentences[d.SentenceAt(token)].Range), plain)
}
