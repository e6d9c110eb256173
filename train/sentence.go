package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/score"
	"chancery/internal/sentence"
	"chancery/internal/token"
)

// An endsText is a document of a treebank with the ends of its sentences.
type endsText struct {
	d      *doc.Document
	bank   *score.Treebank
	gold   []bool // by word: a sentence ends after it
	bankNo int
	at     []int // by word: the number of visible characters up to its end
}

// readEnds reads the documents of a treebank, each as raw text cut into words.
func readEnds(file string, lex *lexicon.Lexicon) ([]*endsText, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read ends: %w", err)
	}
	defer f.Close()
	bank, err := score.ReadCoNLLU(f)
	if err != nil {
		return nil, fmt.Errorf("read ends %s: %w", file, err)
	}
	var out []*endsText
	for i, first := 1, 0; i <= len(bank.Sentences); i++ {
		if i < len(bank.Sentences) && !bank.Sentences[i].Doc {
			continue
		}
		t, err := makeEnds(&score.Treebank{Sentences: bank.Sentences[first:i]}, lex)
		if err != nil {
			return nil, fmt.Errorf("read ends %s: %w", file, err)
		}
		out = append(out, t)
		first = i
	}
	return out, nil
}

func makeEnds(bank *score.Treebank, lex *lexicon.Lexicon) (*endsText, error) {
	d, err := score.Lines(bank.Raw())
	if err != nil {
		return nil, err
	}
	token.Annotate(d, lex)
	t := &endsText{d: d, bank: bank, gold: make([]bool, len(d.Tokens)), at: make([]int, len(d.Tokens))}
	ends := map[int]bool{}
	n := 0
	for _, s := range bank.Sentences {
		for _, sf := range s.Surface {
			n += visible(sf.Form)
		}
		ends[n] = true
	}
	n = 0
	for i := range d.Tokens {
		n += visible(d.Word(int32(i)))
		t.at[i] = n
		t.gold[i] = ends[n]
	}
	return t, nil
}

// readEdited reads plain texts of careful writers, where the rules are right about full stops and words without a mark.
func readEdited(dir string, lex *lexicon.Lexicon) ([]*endsText, error) {
	var out []*endsText
	for _, file := range []struct {
		name  string
		every int
	}{{"wikiwars-16.txt", 1}, {"us-presidential-addresses.txt", 4}} {
		b, err := os.ReadFile(filepath.Join(dir, file.name))
		if err != nil {
			return nil, fmt.Errorf("read texts: %w", err)
		}
		n := 0
		for part := range strings.SplitSeq("\n"+string(b), "\n# doc =") {
			_, text, _ := strings.Cut(part, "\n")
			if n++; n%file.every != 0 {
				continue
			}
			d, err := score.Lines(text)
			if err != nil {
				return nil, fmt.Errorf("read texts %s: %w", file.name, err)
			}
			token.Annotate(d, lex)
			out = append(out, &endsText{d: d})
		}
	}
	return out, nil
}

// visible is the number of characters of s that are no white space.
func visible(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// wordClasses is for the form of each word that stands more than once in the texts the class it most often has there.
func wordClasses(texts []*endsText) map[uint32]uint8 {
	seen := map[uint32]*[32]int{}
	for _, t := range texts {
		for _, s := range t.bank.Sentences {
			for _, w := range s.Words {
				form := sentence.Form(w.Form)
				if seen[form] == nil {
					seen[form] = &[32]int{}
				}
				seen[form][classOf(&w)]++
			}
		}
	}
	out := map[uint32]uint8{}
	for form, c := range seen {
		n, best := 0, 0
		for k := range c {
			n += c[k]
			if c[k] > c[best] {
				best = k
			}
		}
		if n > 1 {
			out[form] = uint8(best)
		}
	}
	return out
}

// classOf is the part of speech of a word, finite verbs and auxiliaries apart.
func classOf(w *score.TreeWord) int {
	pos := doc.ParseUPOS(w.UPOS)
	if strings.Contains(w.Feats, "VerbForm=Fin") {
		switch pos {
		case doc.VERB:
			return sentence.FiniteVerb
		case doc.AUX:
			return sentence.FiniteAux
		}
	}
	return int(pos)
}

// How the weights are learned.
const (
	endRounds  = 6
	goldRounds = 2 // the first ones see the sentences as they are, the others as the model ends them
	endRate    = 0.3
	endCalm    = 5.0 // keeps the first steps small
	endDecay   = 1e-4
)

// An endsLearner learns weights by logistic regression, step by step, with a rate for each weight (AdaGrad).
type endsLearner struct {
	lex     *lexicon.Lexicon
	model   *sentence.Model
	weights []float64
	squares []float64
}

func (l *endsLearner) score(features []uint16) float64 {
	z := 0.0
	for _, f := range features {
		z += l.weights[f]
	}
	return z
}

func (l *endsLearner) step(features []uint16, gold bool) {
	z := l.score(features)
	g := 1 / (1 + math.Exp(-z))
	if gold {
		g--
	}
	if math.Abs(g) < 1e-3 {
		return
	}
	for _, f := range features {
		d := g + endDecay*l.weights[f]
		l.squares[f] += d * d
		l.weights[f] -= endRate * d / math.Sqrt(l.squares[f]+endCalm)
	}
}

// round sees all texts once.
func (l *endsLearner) round(texts []*endsText, own bool, rng *rand.Rand) {
	for _, i := range rng.Perm(len(texts)) {
		t := texts[i]
		sentence.Gaps(t.d, l.lex, l.model, func(g *sentence.Gap) bool {
			if t.bank == nil {
				end := g.Rules&sentence.Ends != 0
				if g.Rules == sentence.NoMark || g.Rules == sentence.AfterColon || g.Rules == sentence.Loose || g.Rules&^sentence.Ends == sentence.AfterStop {
					l.step(g.Features, end)
				}
				return end
			}
			gold := t.gold[g.Word]
			end := gold
			if own {
				end = l.score(g.Features) > 0
			}
			l.step(g.Features, gold)
			return end
		})
	}
}

// measureEnds counts the sentences of a text that are as in the treebank.
func measureEnds(t *endsText, lex *lexicon.Lexicon, m *sentence.Model, decide func(*sentence.Gap) bool) score.Counts {
	gold := map[[2]int]bool{}
	n := 0
	for _, s := range t.bank.Sentences {
		from := n
		for _, sf := range s.Surface {
			n += visible(sf.Form)
		}
		gold[[2]int{from, n}] = true
	}
	var c score.Counts
	from := 0
	for _, s := range sentence.Gaps(t.d, lex, m, decide) {
		to := t.at[s.Last-1]
		if gold[[2]int{from, to}] {
			c.TP++
		} else {
			c.FP++
		}
		from = to
	}
	c.FN = len(gold) - c.TP
	return c
}

var endsFiles = [...]string{"ewt/en_ewt-ud-train.conllu", "gum/en_gum-free-train.conllu"}

// trainEnds learns where sentences end, and writes the model, or measures it on parts held out (check).
func trainEnds(data, out string, check bool) error {
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	var texts []*endsText
	for b, file := range endsFiles {
		t, err := readEnds(filepath.Join(data, "ud", file), lex)
		if err != nil {
			return err
		}
		for i := range t {
			t[i].bankNo = b
		}
		texts = append(texts, t...)
	}
	edited, err := readEdited(filepath.Join(data, "text"), lex)
	if err != nil {
		return err
	}
	if check {
		return crossEnds(texts, edited, lex)
	}
	m, l, err := learnEnds(texts, edited, lex)
	if err != nil {
		return err
	}
	b := m.WithWeights(l.weights, endMargin).Append(nil)
	fmt.Printf("%s: %d texts, %d kB\n", out, len(texts), len(b)/1000)
	if err := os.WriteFile(out, b, 0o644); err != nil {
		return fmt.Errorf("write ends: %w", err)
	}
	return nil
}

// learnEnds learns weights from texts.
func learnEnds(texts, edited []*endsText, lex *lexicon.Lexicon) (*sentence.Model, *endsLearner, error) {
	m, err := sentence.MakeModel(wordClasses(texts))
	if err != nil {
		return nil, nil, err
	}
	l := &endsLearner{lex: lex, model: m, weights: make([]float64, sentence.Weights), squares: make([]float64, sentence.Weights)}
	rng := rand.New(rand.NewPCG(1, 1))
	sum := make([]float64, sentence.Weights)
	texts = slices.Concat(texts, edited)
	for r := range endRounds {
		l.round(texts, r >= goldRounds, rng)
		if r >= goldRounds {
			for i, w := range l.weights {
				sum[i] += w / (endRounds - goldRounds)
			}
		}
	}
	l.weights = sum
	return m, l, nil
}

// crossEnds measures what the model gives on texts that it has not seen: all texts in five parts, each with what is learned from the others.
func crossEnds(texts, edited []*endsText, lex *lexicon.Lexicon) error {
	const folds = 5
	var rules, model [2]score.Counts // EWT, GUM
	for fold := range folds {
		var learn, held []*endsText
		for i, t := range texts {
			if i%folds == fold {
				held = append(held, t)
			} else {
				learn = append(learn, t)
			}
		}
		m, l, err := learnEnds(learn, edited, lex)
		if err != nil {
			return err
		}
		m = m.WithWeights(l.weights, endMargin)
		for _, t := range held {
			model[t.bankNo].Add(measureEnds(t, lex, m, m.Ends))
			rules[t.bankNo].Add(measureEnds(t, lex, m, func(g *sentence.Gap) bool { return g.Rules&sentence.Ends != 0 }))
		}
	}
	for b, file := range endsFiles {
		fmt.Printf("%s: rules F1 %.2f, model P %.2f R %.2f F1 %.2f\n", file, 100*rules[b].F1(), 100*model[b].Precision(), 100*model[b].Recall(), 100*model[b].F1())
	}
	return nil
}

// endMargin is how sure the model must be of an end, in odds of e to 1: surer where it would overrule the rules, and in a block that
// ends with a mark, where all sentences should. EWT alone would have less; it is news that must not break.
func endMargin(v sentence.Verdict) float64 {
	switch {
	case v == sentence.Loose:
		return 0
	case v&sentence.Ends != 0:
		return -0.5
	}
	return 1
}
