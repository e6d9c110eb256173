package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"chancery/internal/date"
)

// heads are the roles of which one at least must be filled in a member of the United Nations.
var coveredHeads = []string{"president", "head-of-government", "monarch", "supreme-leader", "interim-leader", "sovereignty-council-chair", "presidential-council-chair", "council-chair", "presidency-member", "pope"}

// great are the states whose foreign and defence ministers the register is to have: the G20, the permanent five, those
// of the European Union, and others of whom news often speaks.
var great = strings.Fields(`ARG AUS BRA CAN CHN FRA DEU IND IDN ITA JPN KOR MEX RUS SAU ZAF TUR GBR USA
	AUT BEL BGR HRV CYP CZE DNK EST FIN GRC HUN IRL LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP SWE
	UKR IRN ISR PRK PAK EGY ETH SYR IRQ QAT ARE VNM PHL SRB TWN`)

// A coverage counts the years, each by its middle day, in which somebody is known to have held one of some roles.
type coverage struct {
	years, covered int
	gaps           []string
}

func cover(r *Register, states []string, roles []string, from, to int) (c coverage) {
	for _, id := range states {
		st, gap := r.State(id), []string(nil)
		for year := from; year <= to; year++ {
			mid := date.MakeDay(year, 7, 1)
			if st.From != 0 && mid < st.From || st.To != 0 && mid > st.To || mid < joined(r, id) {
				continue
			}
			c.years++
			if slices.ContainsFunc(roles, func(role string) bool { return len(r.Holders(id+"."+role, mid)) > 0 }) {
				c.covered++
			} else {
				gap = append(gap, fmt.Sprint(year))
			}
		}
		if len(gap) > 0 {
			c.gaps = append(c.gaps, id+": "+strings.Join(gap, " "))
		}
	}
	return c
}

// joined is when a state entered the United Nations, 0 for those who never did.
func joined(r *Register, id string) date.Day {
	for _, m := range r.Org("UN").Joined {
		if m.Member == id {
			return m.From
		}
	}
	return 0
}

// TestCoverage holds what share of the years since 1990 the register knows, class by class; with -v it lists the gaps.
func TestCoverage(t *testing.T) {
	r := register(t)
	members := r.Org("UN").MembersOn(date.MakeDay(2025, 1, 1))
	if len(members) != 193 {
		t.Fatalf("%d members of the United Nations", len(members))
	}
	for _, class := range []struct {
		name     string
		states   []string
		roles    []string
		from, to int
		least    float64
	}{
		{"head of state or government of the members of the United Nations", members, coveredHeads, 1990, 2025, 0.98},
		{"the same since 2011", members, coveredHeads, 2011, 2025, 0.99},
		{"foreign ministers of the great and the much spoken of", great, []string{"foreign-minister"}, 1995, 2025, 0.9},
		{"the same since 2014", great, []string{"foreign-minister"}, 2014, 2025, 0.97},
		{"defence ministers of the permanent five, Ukraine, Iran and Israel", strings.Fields("CHN FRA GBR RUS USA UKR IRN ISR"), []string{"defence-minister"}, 1995, 2025, 0.9},
	} {
		c := cover(r, class.states, class.roles, class.from, class.to)
		t.Logf("%s, %d to %d: %d of %d years", class.name, class.from, class.to, c.covered, c.years)
		for _, gap := range c.gaps {
			t.Logf("  %s", gap)
		}
		if float64(c.covered) < class.least*float64(c.years) {
			t.Errorf("%s: %d of %d years, want %.1f %%", class.name, c.covered, c.years, 100*class.least)
		}
	}
}

// TestOrganisations counts those of states: organisations between governments, their parts, and blocs.
func TestOrganisations(t *testing.T) {
	all, withMembers := 0, 0
	for _, o := range register(t).Orgs {
		if o.Kind == "IGO" || o.Kind == "bloc" {
			all++
			if len(o.Joined) > 0 {
				withMembers++
			}
		}
	}
	t.Logf("%d organisations and blocs of states, %d with their members", all, withMembers)
	if all < 400 || withMembers < 80 {
		t.Errorf("want 400, and 80 with members")
	}
}
