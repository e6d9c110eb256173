package resolve

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// conflicts lists the fields of which two reports tell values that cannot both be true. A vaguer value is none.
func (a *assembly) conflicts() {
	e := &a.event
	e.Conflicts = []record.Field{}
	for _, c := range []struct {
		field record.Field
		found func() bool
	}{
		{record.FieldStatus, a.statusConflict},
		{record.FieldActors, a.sideConflict},
		{record.FieldDate, a.dateConflict},
		{record.FieldPlace, a.placeConflict},
		{record.FieldFormat, a.formatConflict},
		{record.FieldNumber, a.numberConflict},
	} {
		if c.found() {
			e.Conflicts = append(e.Conflicts, c.field)
		}
	}
}

func isNegative(s plover.Status) bool { return s == plover.Cancelled || s == plover.Denied }

// statusConflict: told as held, and on that day or later as cancelled or denied. What was cancelled first and held then
// is news, not a conflict.
func (a *assembly) statusConflict() bool {
	held := date.MaxDay + 1
	for _, it := range a.items {
		if isPast(it.r.Status) {
			held = min(held, it.pub)
		}
	}
	return slices.ContainsFunc(a.items, func(it *item) bool { return isNegative(it.r.Status) && it.pub >= held })
}

// sideConflict: one report has a party visit, another has it be visited. Roles that only follow from the place disagree with
// others where the place is the same: else it is the place that is disputed.
func (a *assembly) sideConflict() bool {
	if a.event.Kind != plover.Consult {
		return false
	}
	type seat struct {
		role plover.Role
		at   *record.Place // from which it follows; nil: it is told
	}
	roles := map[string][]seat{}
	other := func(key string, s seat) bool {
		for _, had := range roles[key] {
			if had.role != s.role && (had.at == nil && s.at == nil || comparePlaces(placeOf(had.at, s.at), placeOf(s.at, had.at)) != placeOther) {
				return true
			}
		}
		roles[key] = append(roles[key], s)
		return false
	}
	for _, it := range a.items {
		for _, p := range it.r.Parties() {
			if p.Role != plover.Visitor && p.Role != plover.Host {
				continue
			}
			s := seat{role: p.Role}
			if isRoleOfPlace(it.r, &p) {
				s.at = &it.r.Place
			}
			if other(unitKey(&p), s) {
				return true
			}
		}
	}
	for _, it := range a.items {
		for i := range it.r.Claims {
			if key, r := a.datedRole(it.r, &it.r.Claims[i]); key != "" && other(key, seat{role: r}) {
				return true
			}
		}
	}
	return false
}

// placeOf is a place, or the other where it is not known.
func placeOf(p, q *record.Place) *record.Place {
	if p == nil {
		return q
	}
	return p
}

// isRoleOfPlace reports whether the role of a party rests on no words but those of the place.
func isRoleOfPlace(r *record.Report, p *record.Party) bool {
	any := false
	for i := range r.Claims {
		if c := &r.Claims[i]; c.Field == record.FieldRole && c.Value == string(p.Actor)+":"+p.Role.String() {
			if c.Rule != rulePlace {
				return false
			}
			any = true
		}
	}
	return any
}

// rulePlace is the rule of a role that follows from the place.
const rulePlace = "act/place"

// datedRole is a state and the role that a claim gives it, where the sentence of the claim also tells the time of the
// event: without it, the sentence may be about another visit. It is "" for all else.
func (a *assembly) datedRole(r *record.Report, c *record.Claim) (string, plover.Role) {
	if c.Field != record.FieldRole || c.Rule == rulePlace || a.event.Date.Days() == 0 || a.event.Date.Days() > exactDays {
		return "", plover.NoRole
	}
	actor, name := cutRole(c.Value)
	role, err := plover.ParseRole(name)
	if err != nil || !slices.ContainsFunc(r.Claims, func(k record.Claim) bool {
		return k.Field == record.FieldKind && k.Start <= c.Start && c.End <= k.End && slices.ContainsFunc(r.Claims, func(d record.Claim) bool {
			when, ok := parseRange(d.Value)
			return d.Field == record.FieldDate && ok && k.Start <= d.Start && d.End <= k.End && when.Days() <= exactDays && when.Overlaps(a.event.Date)
		})
	}) {
		return "", plover.NoRole
	}
	for _, p := range r.Parties() {
		if p.Actor == actor {
			return unitKey(&p), role
		}
	}
	return "", plover.NoRole
}

// dateConflict: two dates that were read with some certainty and share no day. Days within the accepted stay are none, nor
// are two days that follow one another for what was done from afar, where each side has its own clock, or in one article: "on
// Thursday and Friday".
func (a *assembly) dateConflict() bool {
	lo, hi := date.Day(0), date.MaxDay
	remote, alone, article := false, true, record.ID("")
	for _, it := range a.items {
		remote = remote || isRemote(it.r)
		if d := it.r.Date; d.Basis >= date.Resolved && d.Days() > 0 && (a.event.Date.Days() < 2 || !a.event.Date.Contains(d)) && !a.tellsAccepted(it.r) {
			lo, hi = max(lo, d.From), min(hi, d.To)
			alone = alone && (article == "" || article == it.r.Article)
			article = it.r.Article
		}
	}
	return lo > hi && !((remote || alone) && lo == hi+1)
}

// tellsAccepted reports whether a report whose date is another one tells the accepted one, too: it joins several sentences.
func (a *assembly) tellsAccepted(r *record.Report) bool {
	return !r.Date.Overlaps(a.event.Date) && slices.ContainsFunc(r.Claims, func(c record.Claim) bool {
		d, ok := parseRange(c.Value)
		return c.Field == record.FieldDate && ok && d.Days() > 0 && d.Days() <= exactDays && d.Overlaps(a.event.Date)
	})
}

// vagueDays is how many days an inferred range may have and still mean one.
const vagueDays = 3

// placeConflict: two different cities, or two countries, for what lasted one day. A visit of several days goes to several.
func (a *assembly) placeConflict() bool {
	if a.event.Date.Days() > 1 {
		return false
	}
	for _, it := range a.items {
		if d := it.r.Date; tellsPlace(it.r) && (d.Days() <= 1 || d.Basis == date.Inferred && d.Days() <= vagueDays) && comparePlaces(&it.r.Place, &a.event.Place) == placeOther {
			return true
		}
	}
	return false
}

// tellsPlace reports whether a report has its place from words about the act, not only from the meeting it belongs to.
func tellsPlace(r *record.Report) bool {
	return r.Place.IsKnown() && slices.ContainsFunc(r.Claims, func(c record.Claim) bool { return c.Field == record.FieldPlace })
}

func (a *assembly) formatConflict() bool {
	return slices.ContainsFunc(a.items, func(it *item) bool { return it.r.Format != plover.NoFormat && it.r.Format != a.event.Format })
}

// numberConflict: two numbers of the same thing. A claim of a number is the number and what it counts: "10 diplomats".
func (a *assembly) numberConflict() bool {
	told := map[string]string{}
	for _, it := range a.items {
		for _, c := range it.r.Claims {
			n, thing, ok := strings.Cut(c.Value, " ")
			if c.Field != record.FieldNumber || !ok {
				continue
			}
			if had, ok := told[thing]; ok && had != n {
				return true
			}
			told[thing] = n
		}
	}
	return false
}

// claims is the claims of all reports, in the order of publication, each with its stance towards the accepted values.
func claims(e *record.Event, items []*item) []record.Claim {
	n := 0
	for _, it := range items {
		n += len(it.r.Claims)
	}
	out := make([]record.Claim, 0, n)
	for i, it := range items {
		for _, c := range it.r.Claims {
			c.Stance = Supports
			if i < len(e.Sources.ByReport) {
				c.Source = e.Sources.ByReport[i]
			}
			if contradicts(e, it.r, &c) {
				c.Stance = Contradicts
			}
			out = append(out, c)
		}
	}
	return out
}

// The stances of a claim.
const (
	Supports    = "supports"
	Contradicts = "contradicts"
)

// Claims is the claims of an event from its reports, which must be in the order of e.Reports. It gives what Events
// gave, so that claims need not be kept twice.
func Claims(e *record.Event, reports []record.Report) []record.Claim {
	items := make([]*item, len(reports))
	for i := range reports {
		items[i] = &item{r: &reports[i]}
	}
	return claims(e, items)
}

// contradicts reports whether a claim cannot be true together with the accepted value of its field.
func contradicts(e *record.Event, r *record.Report, c *record.Claim) bool {
	switch c.Field {
	case record.FieldKind:
		return isCorrected(e, record.FieldKind) && c.Value != e.Kind.String()
	case record.FieldStatus:
		s, err := plover.ParseStatus(c.Value)
		return err == nil && (isNegative(s) && isPast(e.Status) || isPast(s) && isNegative(e.Status))
	case record.FieldDate:
		d, ok := parseRange(c.Value)
		return ok && e.Date.IsKnown() && !d.Overlaps(e.Date)
	case record.FieldPlace:
		return isDisputed(e, record.FieldPlace) && strings.EqualFold(c.Value, r.Place.Name) && comparePlaces(&r.Place, &e.Place) == placeOther
	case record.FieldFormat:
		return c.Value != e.Format.String()
	case record.FieldRole:
		return isDisputed(e, record.FieldActors) && isOtherRole(e, c.Value)
	case record.FieldActors, record.FieldRecipients:
		return isDisputed(e, record.FieldActors) && sideOf(e, c.Value) == otherSide(c.Field) || e.Judged.Corrects(c.Field) && !isOnSide(e, r, c)
	}
	return false
}

// isOtherRole reports whether an event gives an actor the other role of the two of a visit.
func isOtherRole(e *record.Event, value string) bool {
	actor, role := cutRole(value)
	return slices.ContainsFunc(e.Parties(), func(p record.Party) bool {
		return p.Actor == actor && (p.Role == plover.Visitor || p.Role == plover.Host) && p.Role.String() != role
	})
}

// isDisputed reports whether the accepted value of a field stands against others: articles disagree, or an analyst has
// decided.
func isDisputed(e *record.Event, f record.Field) bool {
	return slices.Contains(e.Conflicts, f) || isCorrected(e, f)
}

func otherSide(f record.Field) record.Field {
	if f == record.FieldActors {
		return record.FieldRecipients
	}
	return record.FieldActors
}

// isOnSide reports whether the party of a claim, or another of its state, is on the side that the claim says.
func isOnSide(e *record.Event, r *record.Report, c *record.Claim) bool {
	side := e.Actors
	if c.Field == record.FieldRecipients {
		side = e.Recipients
	}
	for _, p := range r.Parties() {
		if string(p.Actor) == c.Value {
			return slices.ContainsFunc(side, func(q record.Party) bool { return unitKey(&q) == unitKey(&p) })
		}
	}
	return true
}

// sideOf is the side on which an event has an actor, "" for neither.
func sideOf(e *record.Event, actor string) record.Field {
	is := func(p record.Party) bool { return string(p.Actor) == actor }
	switch {
	case slices.ContainsFunc(e.Actors, is):
		return record.FieldActors
	case slices.ContainsFunc(e.Recipients, is):
		return record.FieldRecipients
	}
	return ""
}

// parseRange reads what date.Range.String writes.
func parseRange(s string) (date.Range, bool) {
	from, to, isRange := strings.Cut(s, "/")
	if !isRange {
		to = from
	}
	var r date.Range
	var err1, err2 error
	r.From, err1 = date.ParseDay(from)
	r.To, err2 = date.ParseDay(to)
	return r, err1 == nil && err2 == nil && r.IsKnown()
}

// maxCodes is how many parties an id names.
const maxCodes = 4

// makeID is the id of an event whose earliest report is it: date (of the event, else of the article), kind, parties, and
// eight digits of a hash over these and the article. It does not change as later articles arrive.
//
//	2021-06-28-consult-CHN-RUS-3f9a07c2
func makeID(it *item) record.ID {
	base := it.idBase()
	readable, _, _ := strings.Cut(base, "|")
	if it.twin > 0 {
		base += "|" + strconv.Itoa(it.twin)
	}
	sum := sha256.Sum256([]byte(base))
	return record.ID(readable + "-" + hex.EncodeToString(sum[:4]))
}

// idBase is all by which an event of this report is told from others: the readable part of its id, then the rest.
func (it *item) idBase() string {
	day := it.own.String()
	if it.own.From != 0 {
		day = it.own.From.String()
	}
	if day == "" && it.art.Published.IsDay() {
		day = it.art.Published.From.String()
	}
	if day == "" {
		day = "undated"
	}
	parts := []string{day, strings.ToLower(it.r.Kind.String())}
	for i := range it.units[:min(len(it.units), maxCodes)] {
		parts = append(parts, it.units[i].key)
	}
	people := ""
	for _, u := range it.units {
		people += u.key + ":" + strings.Join(u.people, ",") + ";"
	}
	return strings.Join(parts, "-") + "|" + people + "|" + string(it.r.Article)
}
