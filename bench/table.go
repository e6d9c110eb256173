package main

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"chancery/internal/score"
)

// allMeasures is the measures of a treebank, as they stand in the table.
var allMeasures = []string{"tokens", "sentences", "words", "upos", "ufeats", "lemmas", "uas", "las"}

func measureOf(c *score.TreeCounts, name string) score.Counts {
	return map[string]score.Counts{
		"tokens": c.Tokens, "sentences": c.Sentences, "words": c.Words, "upos": c.UPOS, "ufeats": c.UFeats, "lemmas": c.Lemmas,
		"uas": c.UAS, "las": c.LAS,
	}[name]
}

// headings is how the table names the measures.
var headings = strings.NewReplacer("upos", "UPOS", "ufeats", "UFeats", "uas", "UAS", "las", "LAS")

// aboutAll is what must be known to compare the systems.
const aboutAll = `
Each speed and memory is that of a process of its own. All cores: Chancery with a worker for each, the others with the threads
that they take by themselves. Chancery finds names too, the others are run without. Words are those that Chancery counts.
`

const notMeasured = "not measured"

// table is the result for a person.
func (r *result) table() string {
	var sb strings.Builder
	fmt.Fprintf(&sb, "%s: %s words in %d articles; %s/%s, %d processors, %s\n\n",
		filepath.ToSlash(r.Text.Name), thousands(float64(r.Text.Words)), r.Text.Articles, r.Machine.OS, r.Machine.Arch, r.Machine.Processors, r.Machine.Go)
	r.speeds(&sb)
	r.start(&sb)
	if r.Gold != "" {
		fmt.Fprintf(&sb, "\n%s, from raw text, F1\n", filepath.ToSlash(r.Gold))
		r.accuracies(&sb)
	}
	sb.WriteString(aboutAll)
	r.busy(&sb)
	for i := range r.Systems {
		if s := &r.Systems[i]; s.Note != "" && s.Status == measured {
			fmt.Fprintf(&sb, "%s: %s.\n", s.Name, s.Note)
		}
	}
	return sb.String()
}

// busy tells of systems that had much less than one core where they could have used one.
func (r *result) busy(sb *strings.Builder) {
	var shares []string
	for i := range r.Systems {
		if s := &r.Systems[i]; s.Status == measured && s.One.Share < 0.8 {
			shares = append(shares, fmt.Sprintf("%s %.0f %%", s.Name, 100*s.One.Share))
		}
	}
	if shares != nil {
		fmt.Fprintf(sb, "The machine was busy: of one core %s; speeds are lower than they would be otherwise.\n", strings.Join(shares, ", "))
	}
}

func (r *result) speeds(sb *strings.Builder) {
	w := tabwriter.NewWriter(sb, 0, 0, 3, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "words/s, one core\tall cores\tload\tmemory, one core\tall cores\t  system")
	for i := range r.Systems {
		s := &r.Systems[i]
		if s.Status != measured {
			fmt.Fprintf(w, "-\t-\t-\t-\t-\t  %s: %s (%s)\n", s.Name, s.Status, s.Reason)
			continue
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t  %s\n", thousands(s.One.Rate), thousands(s.All.Rate), seconds(s.Load),
			megabytes(s.One.Memory), megabytes(s.All.Memory), s.title())
	}
	w.Flush()
}

// title is the name of a system with its version and model.
func (s *system) title() string {
	out := s.Name
	if s.Version != "" {
		out += " " + s.Version
	}
	if s.Model != "" {
		out += " (" + s.Model + ")"
	}
	return out
}

func (r *result) start(sb *strings.Builder) {
	w := tabwriter.NewWriter(sb, 0, 0, 3, ' ', 0)
	s := &r.Start
	for _, row := range [][2]string{
		{"chancery version", seconds(s.Version)},
		{"chancery annotate, one article", seconds(s.Article)},
		{"load of word lists and weights", seconds(s.Load)},
		{"of these the weights", seconds(s.Weights)},
		{"size of the weights", megabytes(s.Size)},
		{"size of the program", megabytes(s.Program)},
	} {
		fmt.Fprintf(w, "\n%s\t%s", row[0], row[1])
	}
	fmt.Fprintln(w)
	w.Flush()
	if s.Reason != "" {
		fmt.Fprintf(sb, "%s: %s\n", notMeasured, s.Reason)
	}
}

func (r *result) accuracies(sb *strings.Builder) {
	w := tabwriter.NewWriter(sb, 0, 0, 3, ' ', tabwriter.AlignRight)
	for _, m := range allMeasures {
		fmt.Fprintf(w, "%s\t", headings.Replace(m))
	}
	fmt.Fprintln(w, "  system")
	for i := range r.Systems {
		s := &r.Systems[i]
		if s.Status != measured {
			continue
		}
		for _, m := range allMeasures {
			fmt.Fprintf(w, "%s\t", s.f1(m))
		}
		fmt.Fprintf(w, "  %s", s.Name)
		if s.Reason != "" {
			fmt.Fprintf(w, ": %s", s.Reason)
		}
		fmt.Fprintln(w)
	}
	w.Flush()
}

// f1 is a measure in percent, or a dash where it is not comparable.
func (s *system) f1(measure string) string {
	for _, m := range s.Scored {
		if m == measure {
			return fmt.Sprintf("%.1f", 100*measureOf(s.Accuracy, m).F1())
		}
	}
	return "-"
}

// thousands writes a number with three digits at most that are not zero, in groups.
func thousands(x float64) string {
	if x <= 0 {
		return notMeasured
	}
	if size := math.Pow(10, math.Floor(math.Log10(x))-2); size > 1 {
		x = math.Round(x/size) * size
	}
	s := fmt.Sprintf("%.0f", x)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func seconds(x float64) string {
	switch {
	case x <= 0:
		return notMeasured
	case x < 0.0995:
		return fmt.Sprintf("%.3f s", x)
	default:
		return fmt.Sprintf("%.2f s", x)
	}
}

func megabytes(n int64) string {
	if n <= 0 {
		return notMeasured
	}
	mb := float64(n) / 1e6
	if mb < 10 {
		return fmt.Sprintf("%.1f MB", mb)
	}
	return fmt.Sprintf("%.0f MB", mb)
}
