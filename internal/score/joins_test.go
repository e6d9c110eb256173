package score

import (
	"strings"
	"testing"

	"chancery/internal/record"
)

func dayClaim(article, words, value string) record.Claim {
	c := claim(article, words)
	c.Field, c.Value = record.FieldDate, value
	return c
}

func TestWrongJoins(t *testing.T) {
	both := func() record.Event {
		e := visit()
		e.Claims = append(e.Claims, claim("B", "On 5 May they spoke by phone."))
		return e
	}
	// a gold in which one sentence tells the visit and the call
	oneSentence := strings.Replace(goldAB, `"b.txt": "spoke by phone"`, `"a.txt": "visited Lima"`, 1)
	for _, tt := range []struct {
		name  string
		gold  string
		event func() record.Event
		want  int
	}{
		{"a visit by itself", goldAB, visit, 0},
		{"a visit and a call", goldAB, both, 1},
		{"a call told in a sentence of another day", goldAB, func() record.Event {
			e := both()
			e.Claims = append(e.Claims, dayClaim("B", "5 May", "2019-05-01/2019-05-03"))
			return e
		}, 0},
		{"of other states", goldAB, func() record.Event {
			e := both()
			e.Actors, e.Recipients = []record.Party{{Actor: "FRA", Country: "FRA"}}, nil
			return e
		}, 0},
		{"of another kind", goldAB, func() record.Event {
			e := both()
			e.Kind = aid().Kind
			return e
		}, 0},
		{"one sentence that tells both", oneSentence, visit, 0},
		{"two days in the sentence that tells both", oneSentence, func() record.Event {
			e := visit()
			e.Claims = append(e.Claims, dayClaim("A", "3 May 2019", "2019-05-03"), dayClaim("A", "Amadou", "2019-05-05"))
			return e
		}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := ReadCase([]byte(tt.gold))
			if err != nil {
				t.Fatal(err)
			}
			got := ScoreRecord(c, &Found{Articles: docs(t), Events: []record.Event{tt.event()}})
			faults := 0
			for _, f := range got.Faults {
				if f.What == "join" {
					faults++
					if f.Gold != "visit, call" || f.Event != "v" {
						t.Errorf("%+v", f)
					}
				}
			}
			if got.Measures.WrongJoins != tt.want || faults != tt.want {
				t.Errorf("%d wrong joins, %d faults, want %d", got.Measures.WrongJoins, faults, tt.want)
			}
		})
	}
}

func TestRangeOf(t *testing.T) {
	for value, want := range map[string]string{
		"2019-05-03": "2019-05-03", "2019-05-03/2019-05-05": "2019-05-03/2019-05-05", "XXXX-05-03": "", "": "", "2019-05-03/": "2019-05-03/",
	} {
		if got := rangeOf(value).String(); got != want {
			t.Errorf("rangeOf(%q) is %q, want %q", value, got, want)
		}
	}
}
