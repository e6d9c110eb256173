package resolve

import (
	"slices"
	"testing"

	"chancery/internal/record"
)

// A sentence that tells who visits and when contradicts another that tells the same of the other side; one that tells no
// time may be about another visit.
func TestWhoVisitsWhom(t *testing.T) {
	const visit = "a 2019-03-05 CONSULT/visit/in-person planned KEN:uhuru-kenyatta > NOR:erna-solberg @2019-03-10 * |Kenyatta's visit on March 10"
	for _, c := range []struct {
		name   string
		claims []record.Claim
		want   bool
	}{
		{"the other way round, at that time", []record.Claim{
			{Field: record.FieldKind, Value: "CONSULT", Start: 10, End: 60, Words: "Solberg's visit, scheduled for March 10"},
			{Field: record.FieldRole, Value: "erna-solberg:visitor", Start: 10, End: 17},
			{Field: record.FieldDate, Value: "2019-03-10", Start: 40, End: 48}}, true},
		{"at another time", []record.Claim{
			{Field: record.FieldKind, Value: "CONSULT", Start: 10, End: 60},
			{Field: record.FieldRole, Value: "erna-solberg:visitor", Start: 10, End: 17},
			{Field: record.FieldDate, Value: "2018-03-10", Start: 40, End: 48}}, false},
		{"at no time", []record.Claim{
			{Field: record.FieldKind, Value: "CONSULT", Start: 10, End: 60},
			{Field: record.FieldRole, Value: "erna-solberg:visitor", Start: 10, End: 17}}, false},
		{"the time in another sentence", []record.Claim{
			{Field: record.FieldKind, Value: "CONSULT", Start: 10, End: 30},
			{Field: record.FieldRole, Value: "erna-solberg:visitor", Start: 10, End: 17},
			{Field: record.FieldDate, Value: "2019-03-10", Start: 40, End: 48}}, false},
		{"the same way round", []record.Claim{
			{Field: record.FieldKind, Value: "CONSULT", Start: 10, End: 60},
			{Field: record.FieldRole, Value: "uhuru-kenyatta:visitor", Start: 10, End: 17},
			{Field: record.FieldDate, Value: "2019-03-10", Start: 40, End: 48}}, false},
	} {
		reports, articles := told(t, visit)
		reports[0].Claims = append(reports[0].Claims, c.claims...)
		e := Events(reports, articles)[0]
		if got := slices.Contains(e.Conflicts, record.FieldActors); got != c.want {
			t.Errorf("%s: conflict %t, want %t", c.name, got, c.want)
		}
		against := slices.ContainsFunc(e.Claims, func(cl record.Claim) bool {
			return cl.Field == record.FieldRole && cl.Stance == Contradicts
		})
		if against != c.want {
			t.Errorf("%s: a claim contradicts: %t, want %t", c.name, against, c.want)
		}
	}
}

func TestDaysOfAStayAreNoConflict(t *testing.T) {
	e := one(t,
		"a 2018-07-09 CONSULT/visit/in-person occurred ETH:abiy-ahmed > ERI @2018-07-08 Asmara=ERI * |arrived",
		"b 2018-07-09 CONSULT/visit/in-person occurred ETH:abiy-ahmed > ERI @2018-07-09 Asmara=ERI * |left",
		"c 2018-07-10 CONSULT/visit/in-person occurred ETH:abiy-ahmed > ERI @2018-07-08/2018-07-09 Asmara=ERI * |stayed")
	if len(e.Conflicts) > 0 {
		t.Errorf("conflicts %v", e.Conflicts)
	}
}
