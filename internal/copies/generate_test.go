package copies

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sources is the reports of the development corpus and those about other things, each as its paragraphs; the edited copy
// among them is left out.
func sources(t testing.TB) (news [][]string, cases []string) {
	t.Helper()
	files, err := filepath.Glob("../../corpus/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	slices.Sort(files)
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, "singapore-summit-2018/d.txt") || strings.HasSuffix(file, "README.txt") {
			continue
		}
		var paras []string
		for line := range strings.Lines(string(b)) {
			if line = strings.TrimSpace(line); line != "" {
				paras = append(paras, line)
			}
		}
		news = append(news, paras)
		cases = append(cases, filepath.Base(filepath.Dir(file)))
	}
	return news, cases
}

// furniture is what papers put around wire copy.
var furniture = []string{
	"Sign up here for our morning newsletter and never miss a story that matters to you.",
	"This report is published from a syndicated feed. Apart from the headline, it has not been edited by our staff.",
	"Follow us on all channels for breaking news, analysis and pictures from around the globe.",
	"Subscribers can comment on this article. Comments are checked before they appear and must keep to our house rules.",
	"Read more: Five things you may have missed this week. Also in this section: Weather, Traffic, Puzzles.",
	"We use cookies to make our pages better. By reading on you accept the terms of our privacy policy.",
	"Our reporters work in forty countries. You can support them with a gift of any size.",
	"Copyright by the publisher. All rights reserved. No part of this page may be reproduced without permission.",
	"Most read today: a guide to the best walks by the river, and what to cook when the evenings grow long.",
	"Listen to this article. Estimated reading time: four minutes. Font size: small, medium, large.",
}

var headlines = []string{
	"World news in brief", "What happened today and why it matters", "Latest from our foreign desk", "Leaders speak as tension grows",
	"Just in: developments abroad", "Here is what we know so far", "Diplomacy watch", "From the wires this afternoon",
}

var datelines = []string{"GENEVA (Polaris Wire) - ", "VIENNA, (Continental Press) -- ", "By our staff. ", "(Agencies) ", "NAIROBI: ", "Updated 14:05. "}

// synonyms are words that an editor swaps.
var synonyms = func() map[string]string {
	m := map[string]string{}
	for pair := range strings.FieldsSeq(`said/stated talks/discussions leaders/heads meeting/encounter announced/declared agreed/consented
		president/leader country/nation official/functionary officials/functionaries also/likewise after/following before/ahead told/informed
		government/administration minister/secretary people/persons called/termed first/initial visit/trip will/shall against/versus
		while/whereas during/throughout about/regarding because/since between/among several/various many/numerous most/majority
		statement/declaration deal/accord agreement/pact security/safety support/backing war/conflict attack/assault killed/slain
		wounded/injured hours/time week/period month/span years/seasons last/previous next/coming new/fresh old/former big/large
		small/minor important/significant strong/robust warned/cautioned urged/pressed asked/requested refused/declined accepted/embraced
		began/started ended/concluded held/staged made/produced sent/dispatched received/obtained city/town border/frontier
		soldiers/troops forces/units police/officers company/firm workers/employees money/funds price/cost market/trade court/tribunal
		judge/magistrate trial/hearing team/side game/match players/athletes season/campaign win/triumph victory/success`) {
		a, b, _ := strings.Cut(pair, "/")
		m[a] = b
	}
	return m
}()

// A generator makes copies and what looks like copies.
type generator struct {
	rng   *rand.Rand
	news  [][]string
	vocab []string // words of all texts
}

func newGenerator(seed uint64, news [][]string) *generator {
	g := &generator{rng: rand.New(rand.NewPCG(seed, 77)), news: news}
	for _, n := range news {
		for _, w := range strings.Fields(strings.Join(n, " ")) {
			if w = strings.Trim(w, ".,;:\"'()"); len(w) > 3 {
				g.vocab = append(g.vocab, strings.ToLower(w))
			}
		}
	}
	return g
}

func (g *generator) pick(list []string) string { return list[g.rng.IntN(len(list))] }

func words(paras []string) int { return len(strings.Fields(strings.Join(paras, " "))) }

// cut drops paragraphs and sentences up to a share of the words: the tail, as editors do, or anywhere.
func (g *generator) cut(paras []string, share float64) []string {
	budget := int(share * float64(words(paras)))
	out := slices.Clone(paras)
	tail := g.rng.IntN(2) == 0
	for tries := 0; tries < 20 && len(out) > 2; tries++ {
		i := len(out) - 1
		if !tail {
			i = 1 + g.rng.IntN(len(out)-1)
		}
		n := words(out[i : i+1])
		if n > budget {
			if tail {
				break
			}
			continue
		}
		budget -= n
		out = slices.Delete(out, i, i+1)
	}
	return out
}

// reword replaces a share of the words, by another that means the same where there is one, else by any.
func (g *generator) reword(paras []string, share float64) []string {
	out := make([]string, len(paras))
	for i, p := range paras {
		ws := strings.Fields(p)
		for k, w := range ws {
			if g.rng.Float64() >= share {
				continue
			}
			switch s, ok := synonyms[strings.ToLower(w)]; {
			case ok:
				ws[k] = s
			case g.rng.IntN(5) == 0:
				ws[k] = ""
			case g.rng.IntN(5) == 0:
				ws[k] = w + " " + g.pick(g.vocab)
			default:
				ws[k] = g.pick(g.vocab)
			}
		}
		out[i] = strings.Join(ws, " ")
	}
	return out
}

// reorder swaps sentences within paragraphs, and paragraphs.
func (g *generator) reorder(paras []string) []string {
	out := slices.Clone(paras)
	for i := 1; i+1 < len(out); i++ {
		if g.rng.IntN(3) == 0 {
			out[i], out[i+1] = out[i+1], out[i]
		}
		if ss := strings.SplitAfter(out[i], ". "); len(ss) > 1 && g.rng.IntN(2) == 0 {
			g.rng.Shuffle(len(ss), func(a, b int) { ss[a], ss[b] = strings.TrimSpace(ss[b])+" ", strings.TrimSpace(ss[a])+" " })
			out[i] = strings.Join(ss, "")
		}
	}
	return out
}

// wrap puts furniture around a text, up to a share of its words.
func (g *generator) wrap(paras []string, share float64) []string {
	out := slices.Clone(paras)
	for budget := int(share * float64(words(paras))); ; {
		line := g.pick(furniture)
		if budget -= len(strings.Fields(line)); budget < 0 {
			return out
		}
		out = slices.Insert(out, g.rng.IntN(len(out)+1), line)
	}
}

// join moves the ends of paragraphs.
func (g *generator) join(paras []string) []string {
	var out []string
	for i, p := range paras {
		if i > 1 && g.rng.IntN(2) == 0 {
			out[len(out)-1] += " " + p
			continue
		}
		out = append(out, p)
	}
	return out
}

func (g *generator) head(paras []string) []string {
	out := slices.Clone(paras)
	out[0] = g.pick(headlines)
	if len(out) > 1 {
		out[1] = g.pick(datelines) + out[1]
	}
	return out
}

// A made text is a text with its true family: texts of one family are copies.
type made struct {
	kind   string
	text   string
	family int
}

type copyKind struct {
	name string
	make func(g *generator, p []string) []string
}

// copyKinds are ways of copying; each changes at most 30 % of the words that are left.
var copyKinds = []copyKind{
	{"as it is", func(g *generator, p []string) []string { return p }},
	{"new head", func(g *generator, p []string) []string { return g.head(p) }},
	{"cut", func(g *generator, p []string) []string { return g.cut(p, 0.3) }},
	{"reworded a little", func(g *generator, p []string) []string { return g.reword(p, 0.1) }},
	{"reworded", func(g *generator, p []string) []string { return g.reword(p, 0.3) }},
	{"other order", func(g *generator, p []string) []string { return g.reorder(g.join(p)) }},
	{"with furniture", func(g *generator, p []string) []string { return g.wrap(p, 0.3) }},
	{"cut to a half", func(g *generator, p []string) []string { return g.cut(p, 0.5) }},
	{"all of it", func(g *generator, p []string) []string {
		return g.wrap(g.reorder(g.reword(g.cut(g.head(p), 0.1), 0.12)), 0.08)
	}},
	{"a brief", func(g *generator, p []string) []string { return g.reword(g.brief(p), 0.1) }},
	{"a brief reworded", func(g *generator, p []string) []string { return g.reword(g.brief(p), 0.2) }},
	{"cut and reworded", func(g *generator, p []string) []string { return g.head(g.reword(g.cut(p, 0.15), 0.15)) }},
}

// brief is the beginning of a text, of thirty words or more: what is left when an editor has room for a few lines.
func (g *generator) brief(paras []string) []string {
	for i := range paras {
		if words(paras[:i+1]) >= 30 {
			return slices.Clone(paras[:i+1])
		}
	}
	return paras
}

// updated is a later report of a running story: a new text that repeats some paragraphs of the old one as background, up
// to a share of the words of either.
func (g *generator) updated(old, fresh []string, share float64) []string {
	out := slices.Clone(fresh)
	limit := int(share * min(float64(words(fresh))/(1-share), float64(words(old))))
	for _, i := range g.rng.Perm(len(old)) {
		if n := words(old[i : i+1]); n <= limit && n > 8 {
			limit -= n
			out = append(out, old[i])
		}
	}
	return out
}

// told is reports of one event in words of their own: each outlet has its sentences, all share names, day, place, number
// and one statement word for word.
func (g *generator) told() []string {
	one, two := g.pick(people), g.pick(people)
	place, day, topic, number := g.pick(cities), g.pick(days), g.pick(topics), fmt.Sprint(2+g.rng.IntN(90))
	said := fmt.Sprintf("“Our two nations will not let %s divide us, and we have told our teams to bring %s proposals before the end of the year,” %s said.", topic, number, one)
	fill := strings.NewReplacer("ONE", one, "TWO", two, "PLACE", place, "DAY", day, "TOPIC", topic, "NUMBER", number)
	var out []string
	for _, style := range styles {
		paras := slices.Clone(style)
		paras = slices.Insert(paras, 2+g.rng.IntN(len(paras)-2), said)
		if g.rng.IntN(3) == 0 {
			paras = paras[:len(paras)-1]
		}
		out = append(out, fill.Replace(strings.Join(paras, "\n\n")))
	}
	return out
}

var (
	people = []string{"President Ana Ruiz", "Prime Minister Issa Ba", "Foreign Minister Lena Holm", "Chancellor Piet Maas", "President Omar Aziz", "King Tavita", "Premier Rosa Lind", "Defence Minister Jan Kral"}
	cities = []string{"Geneva", "Lima", "Accra", "Oslo", "Doha", "Hanoi", "Tbilisi", "Montevideo"}
	days   = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"}
	topics = []string{"the dispute over fishing grounds", "the new tariffs on steel", "the fate of the prisoners", "the price of gas", "the border closure", "the river dam"}
	styles = [][]string{
		{
			"ONE, TWO seek way out in PLACE",
			"PLACE - ONE met TWO in PLACE on DAY for talks on TOPIC, the highest contact between their governments since spring.",
			"The meeting lasted three hours, longer than planned, and NUMBER advisers took part. Neither side gave details of what was offered.",
			"A communique is expected in the coming days, according to diplomats who were briefed on the conversation.",
			"Relations soured last year when both capitals recalled their ambassadors. Trade between the neighbours has fallen by a third.",
			"Opposition parties in both parliaments accuse their leaders of giving away too much for too little.",
		},
		{
			"No breakthrough, but smiles: TWO and ONE shake hands",
			"It was the handshake that photographers had waited for. When TWO walked down the steps of the old palace on DAY, ONE was already standing in the rain.",
			"Inside, TOPIC dominated the agenda. Nobody had expected a solution, and none came; still, the mood was better than feared.",
			"NUMBER delegates from each country had travelled to PLACE, among them generals, bankers and one retired judge.",
			"For analysts such as Mira Okello of the Institute for Dialogue, the picture itself counts as a result. She recalls how bitter the tone was only weeks ago.",
		},
		{
			"Summit in PLACE ends",
			"TWO has returned home after a one-day visit to PLACE, state television reported on DAY evening.",
			"During the stay the guest discussed TOPIC with ONE and laid a wreath at the monument to the fallen.",
			"The host side described the atmosphere as frank and friendly. The next round will be prepared by deputy ministers.",
			"Officials say that NUMBER documents are ready for signature, covering customs, railways, student exchange and tourism.",
			"Observers note that earlier rounds had produced declarations which were never carried out.",
			"Farmers blocked a road near the airport for an hour to protest against cheap imports.",
		},
		{
			"Analysis: why PLACE matters",
			"Summits seldom change the world, and the one held on DAY in PLACE will not either. Yet it deserves a closer look.",
			"For ONE, weakened by strikes at home, the trip offers a stage. For TWO it is a test of patience with partners who want quick gains.",
			"The quarrel about TOPIC began as a technical matter between two agencies and grew, through pride and election campaigns, into a question of honour.",
			"Seen from neutral capitals the sums involved are small: NUMBER million in a good year. The symbols are not.",
			"What would success look like? A hotline, a calendar, perhaps a joint commission with powers of inspection.",
		},
	}
)

// meetings is pairs of short reports of one meeting, which share its names, titles, day and place, and little else.
func (g *generator) meetings() [][2]string {
	one, two := g.pick(people), g.pick(people)
	fill := strings.NewReplacer("ONE", one, "TWO", two, "PLACE", g.pick(cities), "DAY", g.pick(days), "TOPIC", g.pick(topics))
	var out [][2]string
	for i, a := range lines {
		for _, b := range lines[:i] {
			out = append(out, [2]string{fill.Replace(a), fill.Replace(b)})
		}
	}
	return out
}

var lines = []string{
	"ONE receives TWO in PLACE\n\nPLACE, July 13, 2023 (Polaris Wire) - ONE met TWO in PLACE on DAY, July 13, 2023. The two leaders agreed to work together on TOPIC, an adviser to the host said after dinner at the palace.",
	"TWO in PLACE\n\nJuly 14, 2023\n\nTWO met ONE in PLACE on July 13, 2023, the Polaris Wire reported. There were seafood and wine on the menu of the dinner, and so was TOPIC, on which both are under pressure at home.",
	"ONE and TWO hold talks\n\nONE and TWO held talks in PLACE on DAY. TOPIC was discussed for two hours behind closed doors, according to a statement. It was their third meeting this year, and neither took questions.",
	"PLACE talks: TWO, ONE at one table\n\nAfter months of silence TWO sat down with ONE in PLACE on DAY evening. Diplomats hope that the encounter clears the way for a settlement of TOPIC before winter comes.",
	"TWO pays visit to PLACE\n\nTWO arrived in PLACE on DAY on a working visit and was welcomed at the airport by ONE. The programme includes a concert, a tour of the harbour and negotiations about TOPIC.",
}
