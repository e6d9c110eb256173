package query

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	word := func(w string) Node { return Text{Words: w} }
	for _, c := range []struct {
		query     string
		want      Node
		canonical string // "" where it is the query itself
	}{
		{"nuclear energy", And{word("nuclear"), word("energy")}, ""},
		{"nuclear AND energy", And{word("nuclear"), word("energy")}, "nuclear energy"},
		{`"state visit" paris`, And{word("state visit"), word("paris")}, ""},
		{`“state visit”`, word("state visit"), `"state visit"`},
		{`Title: "state visit"`, Text{Field: Title, Words: "state visit"}, `title:"state visit"`},
		{"sanction* -oil NOT gas", And{Text{Words: "sanction", Prefix: true}, Not{word("oil")}, Not{word("gas")}}, "sanction* -oil -gas"},
		{`"joint stat"*`, Text{Words: "joint stat", Prefix: true}, ""},
		{"talks nuclear OR port", And{word("talks"), Or{word("nuclear"), word("port")}}, "talks (nuclear OR port)"},
		{"(a b) OR c", Or{And{word("a"), word("b")}, word("c")}, ""},
		{"a (b (c))", And{word("a"), word("b"), word("c")}, "a b c"},
		{"NOT (a OR b)", Not{Or{word("a"), word("b")}}, "-(a OR b)"},
		{"NOT NOT a", word("a"), "a"},
		{"-title:x", Not{Text{Field: Title, Words: "x"}}, ""},
		{"Jae-in's U.S.", And{word("Jae in s"), word("U S")}, `"Jae in s" "U S"`},
		{"http://example.org", word("http example org"), `"http example org"`},
		{"Paris: talks", And{word("Paris"), word("talks")}, "Paris talks"},
		{"中文", word("中文"), ""},
		{"a 'b' - / c", And{word("a"), word("b"), word("c")}, "a b c"},
		{`"OR" near`, And{word("OR"), word("near")}, ""},
		{`grain NEAR/5 "Black Sea"`, Near{[]Text{{Words: "grain"}, {Words: "Black Sea"}}, 5}, ""},
		{`x grain NEAR oil*`, And{word("x"), Near{[]Text{{Words: "grain"}, {Words: "oil", Prefix: true}}, 10}}, "x (grain NEAR/10 oil*)"},
		{"a NEAR/3 b NEAR/3 c OR d", Or{Near{[]Text{{Words: "a"}, {Words: "b"}, {Words: "c"}}, 3}, word("d")}, "(a NEAR/3 b NEAR/3 c) OR d"},
		{`actor:Macron with:"Narendra Modi"`, And{Cond{Actor, Is, "Macron"}, Cond{With, Is, "Narendra Modi"}}, ""},
		{"ACTOR: CHN/zhu-feng", Cond{Actor, Is, "CHN/zhu-feng"}, "actor:CHN/zhu-feng"},
		{"pair:CHN-RUS", Cond{Pair, Is, "CHN-RUS"}, ""},
		{`pair:"Xi Jinping,Vladimir Putin"`, Cond{Pair, Is, "Xi Jinping, Vladimir Putin"}, `pair:"Xi Jinping, Vladimir Putin"`},
		{"kind:consult mode:Visit status:PLANNED", And{Cond{Kind, Is, "CONSULT"}, Cond{Mode, Is, "visit"}, Cond{Status, Is, "planned"}}, "kind:CONSULT mode:visit status:planned"},
		{"from:2021 to:2021-06 to:2021-06-28", And{Cond{From, Is, "2021"}, Cond{To, Is, "2021-06"}, Cond{To, Is, "2021-06-28"}}, ""},
		{"sources:>2 sources:=1 sources:<=5", And{Cond{Sources, Over, "2"}, Cond{Sources, Is, "1"}, Cond{Sources, AtMost, "5"}}, "sources:>2 sources:1 sources:<=5"},
		{"-conflict:yes lang:EN", And{Not{Cond{Conflict, Is, "yes"}}, Cond{Lang, Is, "en"}}, "-conflict:yes lang:en"},
		{`outlet:"Example \Wire"`, Cond{Outlet, Is, `Example \Wire`}, ""},
	} {
		q, err := Parse(c.query)
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		if diff := cmp.Diff(c.want, q.Root); diff != "" {
			t.Errorf("%s: %s", c.query, diff)
		}
		want := c.canonical
		if want == "" {
			want = c.query
		}
		if q.String() != want {
			t.Errorf("%s: canonical %s, want %s", c.query, q, want)
		}
	}
	for _, s := range []string{"", "  ", "' : - *"} {
		if q, err := Parse(s); err != nil || !q.IsAll() || q.String() != "" {
			t.Errorf("%q: %v, %v", s, q, err)
		}
	}
}

func TestErrorsNameThePlace(t *testing.T) {
	for _, c := range []struct{ query, wrong, what, hint string }{
		{"paris knd:consult", "knd:", "no field knd", "did you mean kind:"},
		{"foo:bar", "foo:", "no field foo", "fields are actor"},
		{"kind:MEETING", "kind:MEETING", "no kind", "CONSULT"},
		{"status:done", "status:done", "no status", "occurred"},
		{"mode:x", "mode:x", "no mode", "visit"},
		{"from:2021-13", "from:2021-13", "no date", "from:2021-06"},
		{"from:21", "from:21", "no date", ""},
		{"sources:many", "sources:many", "no number", "sources:>2"},
		{"conflict:maybe", "conflict:maybe", "neither yes nor no", ""},
		{"lang:english", "lang:english", "no code", "lang:en"},
		{"pair:CHN", "pair:CHN", "no pair", "pair:CHN-RUS"},
		{`pair:"a, b, c"`, `pair:"a, b, c"`, "no pair", ""},
		{"actor:", "actor:", "name is missing", ""},
		{`title:""`, `title:""`, "no words", ""},
		{`say "half`, `"`, "not closed", ""},
		{"(a OR b", "(", "not closed", ""},
		{"a) b", ")", "no parenthesis", ""},
		{"a ()", "()", "nothing in the parentheses", ""},
		{"a OR", "OR", "either side", ""},
		{"OR a", "OR", "either side", ""},
		{"a AND AND b", "AND", "either side", ""},
		{"a NOT", "NOT", "nothing is negated", ""},
		{"NEAR/5 b", "NEAR/5", "either side", ""},
		{"a NEAR/x b", "NEAR/x", "no distance", ""},
		{"a NEAR/5 kind:AID", "kind:AID", "cannot be near", ""},
		{"title:a NEAR/5 b", "b", "cannot be near", ""},
		{"a NEAR/5 b NEAR/6 c", "NEAR/6", "another number", ""},
		{"(a) NEAR/5 b", "NEAR/5", "alone", ""},
		{strings.Repeat("(", MaxDepth+1) + "a", "(", "too many parentheses", ""},
		{strings.Repeat("a ", MaxTerms+1), "a", "too many conditions", ""},
		{strings.Repeat("a", MaxLength+1), "", "too long", ""},
		{"a\xff", "", "not UTF-8", ""},
	} {
		_, err := Parse(c.query)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%.40s: error %v", c.query, err)
			continue
		}
		if got := c.query[e.At:e.End]; got != c.wrong || !strings.Contains(e.What, c.what) || !strings.Contains(e.Hint, c.hint) || e.Hint == "" {
			t.Errorf("%.40s: %q is wrong: %s (%s); want %q: %s (%s)", c.query, got, e.What, e.Hint, c.wrong, c.what, c.hint)
		}
	}
	_, err := Parse("Zoë knd:x")
	if got := err.Error(); !strings.HasPrefix(got, `at 5, "knd:": `) {
		t.Errorf("error %q", got)
	}
}

func parse(t *testing.T, s string) Query {
	t.Helper()
	q, err := Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestConditionsAreAddedAndTakenAway(t *testing.T) {
	aid, err := MakeCond(Kind, "aid")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ query, with, without, only string }{
		{"", "kind:AID", "", "kind:AID"},
		{"kind:AID", "kind:AID", "", "kind:AID"},
		{"paris -kind:CONSULT", "paris -kind:CONSULT kind:AID", "paris -kind:CONSULT", "paris kind:AID"},
		{"kind:AID paris", "kind:AID paris", "paris", "paris kind:AID"},
		{"paris OR rome", "(paris OR rome) kind:AID", "paris OR rome", "(paris OR rome) kind:AID"},
		{"kind:AID OR rome", "(kind:AID OR rome) kind:AID", "kind:AID OR rome", "(kind:AID OR rome) kind:AID"},
	} {
		q := parse(t, c.query)
		before := q.String()
		if got := q.With(aid).String(); got != c.with {
			t.Errorf("%s with: %s, want %s", c.query, got, c.with)
		}
		if got := q.Without(aid).String(); got != c.without {
			t.Errorf("%s without: %s, want %s", c.query, got, c.without)
		}
		if got := q.Only(aid).String(); got != c.only {
			t.Errorf("%s only: %s, want %s", c.query, got, c.only)
		}
		if q.String() != before {
			t.Errorf("%s was changed to %s", before, q)
		}
	}
	if _, err := MakeCond(Kind, "nothing"); err == nil {
		t.Error("a kind that there is not")
	}
	if _, err := MakeCond(Title, "x"); err == nil {
		t.Error("a condition on a text")
	}
	if c, _ := MakeCond(Outlet, `The "Wire"`); parse(t, Query{c}.String()).String() != `outlet:"The Wire"` {
		t.Errorf("outlet %s", Query{c})
	}
}

func TestDaysOfPeriods(t *testing.T) {
	for query, want := range map[string]string{
		"from:2024": "2024-01-01", "to:2024": "2024-12-31", "from:2024-02": "2024-02-01", "to:2024-02": "2024-02-29", "to:9999-12": "9999-12-31", "to:2024-02-03": "2024-02-03",
	} {
		if got := parse(t, query).Root.(Cond).Day().String(); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}

// What is read is written in a form that is read as the same.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`a "b c"* OR -d`, `actor:"Angela Merkel" (kind:aid OR -mode:visit) sources:>=2`, `a NEAR/5 "b c" NEAR/5 d`, `pair:a-b pair:"a, b"`, `“x” NOT (a AND NOT b)`,
		`title: x text:"OR" by:y'z from:2021-02`, `((a`, `http://x:y`, `-"-`, `outlet:«a» lang:en conflict:no`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := Parse(s)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.At < 0 || e.End < e.At || e.End > len(s) || e.Hint == "" || e.Error() == "" {
				t.Fatalf("error %#v", err)
			}
			return
		}
		canonical := q.String()
		again, err := Parse(canonical)
		if err != nil && (len(canonical) > MaxLength || strings.Contains(err.Error(), "too many parentheses")) {
			return
		}
		if err != nil {
			t.Fatalf("%q: %v", canonical, err)
		}
		if diff := cmp.Diff(q, again); diff != "" || again.String() != canonical {
			t.Fatalf("%q: %s", canonical, diff)
		}
		for _, n := range q.Conditions() {
			if rest := q.Without(n); rest.Has(n) || !rest.With(n).Has(n) {
				t.Fatalf("%q: %s cannot be taken away and put back", canonical, Query{n})
			}
		}
	})
}
