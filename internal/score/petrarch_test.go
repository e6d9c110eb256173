package score_test

import (
	"strings"
	"testing"

	"chancery/internal/date"
	"chancery/internal/lexicon"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/score"
)

const (
	ownActors = `<!-- invented
# states -->
OLD_VARNIA [VRN] # a note
+VARNIAN
+TOR_LUM
LUGSTADT [LUG]
+LUGSTADTER
LUGSTADT ARSENAL [LUGMIL]
JANA_BRESK
	[VRNOPP <20100101]
	[VRNGOV 20100101 - 20141231]
NOBODY [---]
FRANCE [FRC]
`
	ownAgents = `!PERSON! = MAN, MEN
HEDGE_WARDEN {} [~MIL] # a note
MINISTER [~GOV]
`
	ownRecords = `{"id":"1","date":"20120302","category":"COMPOUND","text":"Old Varnia and France met Lugstadt.","events":[{"source":"VRN","target":"LUG","code":"031"},{"source":"LUG","target":"VRN","code":"031"},{"source":"FRC","target":"LUG","code":"031"}],"noevents":false}
{"id":"2","date":"20120302","category":"DATE","text":"Jana Bresk condemned Lugstadt.","events":[{"source":"VRNGOV","target":"LUG","code":"122"},{"source":"---GOV","target":"LUG","code":"122"},{"source":"VRN","target":"LUG","code":"023"}],"noevents":false}
{"id":"3","date":"20090302","category":"DATE","text":"Jana Bresk condemned Lugstadt hedge wardens.","events":[{"source":"VRNGOV","target":"LUGMIL","code":"122"}],"noevents":false}
{"id":"4","date":"20120302","category":"DEMO","text":"It rained in Old Varnia.","events":[],"noevents":true}
{"id":"5","date":"20120302","category":"DEMO","text":"Old Varnia spoke.","events":[{"source":"VRN","target":"LUG","code":"023"}],"noevents":false}
`
)

func TestUnitRecords(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	cast := score.NewCast(lex.Register)
	if err := cast.ReadActors(strings.NewReader(ownActors)); err != nil {
		t.Fatal(err)
	}
	if err := cast.ReadAgents(strings.NewReader(ownAgents)); err != nil {
		t.Fatal(err)
	}
	if lex, err = lexicon.LoadWith("dictionary", cast.Rows()); err != nil {
		t.Fatalf("%v in\n%s", err, cast.Rows())
	}
	for name, want := range map[string]string{
		"Old Varnia": "VRN", "Varnian": "VRN", "Tor Lum": "Tor Lum", "Lugstadter": "LUG", "Lugstadt Arsenal": "LUG.lugstadt-arsenal",
		"hedge wardens": "hedge-warden", "Jana Bresk": "jana-bresk", "France": "FRA", "minister": "minister",
	} {
		if e := lex.Register.Lookup(name); len(e) == 0 || e[0].ID != want {
			t.Errorf("%s is %v, want %s", name, e, want)
		}
	}
	gold, skipped, err := score.ReadPETRARCH(strings.NewReader(ownRecords), cast)
	if err != nil || len(gold) != 4 || skipped != 1 {
		t.Fatalf("%d records, %d skipped, %v", len(gold), skipped, err)
	}
	if act := gold[0].Acts[0]; !act.Mutual || len(act.Sources) != 2 || act.Sources[1].State != "FRA" || len(gold[1].Acts) != 1 {
		t.Errorf("%+v", gold[:2])
	}
	rd, err := read.NewWith(lex)
	if err != nil {
		t.Fatal(err)
	}
	var sum score.UnitCounts
	for i, want := range []bool{true, true, true, true} {
		r, err := rd.Read(record.Article{Text: gold[i].Text, Published: date.MakeRange(gold[i].Date, date.Stated)})
		if err != nil {
			t.Fatal(err)
		}
		n, right := score.CompareUnit(&gold[i], r.Doc)
		if right != want {
			t.Errorf("%s: %v: %s", gold[i].Text, n, told(r.Doc))
		}
		sum.Add(n)
	}
	if want := (score.Counts{TP: 3}); sum.Events != want {
		t.Errorf("events %v, want %v", sum.Events, want)
	}
	if want := (score.Counts{TP: 7}); sum.Roles != want {
		t.Errorf("roles %v, want %v", sum.Roles, want)
	}
	if want := (score.Counts{TP: 6, FP: 1, FN: 1}); sum.Full != want {
		t.Errorf("roles with sector %v, want %v: her office ran out", sum.Full, want)
	}
}
