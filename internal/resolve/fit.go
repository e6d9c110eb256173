package resolve

import (
	"slices"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// near lists the kinds under which one happening is told by different reports. The relation is symmetric.
var near = map[plover.Kind][]plover.Kind{
	plover.Agree:     {plover.Consult, plover.Support, plover.Cooperate, plover.Concede},
	plover.Consult:   {plover.Agree, plover.Cooperate},
	plover.Support:   {plover.Agree, plover.Cooperate, plover.Aid},
	plover.Concede:   {plover.Agree, plover.Retreat},
	plover.Cooperate: {plover.Agree, plover.Consult, plover.Support, plover.Aid},
	plover.Aid:       {plover.Support, plover.Cooperate},
	plover.Retreat:   {plover.Concede},
	plover.Request:   {plover.Accuse, plover.Threaten, plover.Reject},
	plover.Accuse:    {plover.Request, plover.Threaten},
	plover.Reject:    {plover.Request},
	plover.Threaten:  {plover.Request, plover.Accuse},
	plover.Sanction:  {plover.Coerce},
	plover.Mobilize:  {plover.Assault},
	plover.Coerce:    {plover.Sanction},
	plover.Assault:   {plover.Mobilize},
}

// Weights of what speaks for two reports being about one event; a fit is their sum. They decide which of several
// possible events a report joins, never whether it may.
const (
	weightKind   = 4
	weightUnit   = 4
	weightPerson = 3
	weightExtra  = -2
	weightDay    = 6
	weightNext   = 2 // a day apart
	weightFormat = 3
	weightMode   = 2
	weightPlace  = 3
	weightWords  = 6
)

// Thresholds of likeness: what words must have in common where the rest is not enough.
const (
	likeSome = 0.25
	likeMuch = 0.5
)

// A verdict is what a comparison of two reports comes to.
type verdict uint8

const (
	atOdds verdict = iota // they are about two events
	unsure                // nothing parts them, but too little joins them
	fits
)

// fit compares two items: the verdict, and how well they go together. It is symmetric.
func fit(a, b *item) (int, verdict) {
	s, v := compare(a, b)
	if v != fits {
		return 0, v
	}
	return s.sum, fits
}

// compare is fit with all that the comparison has found. What parts the two ends it.
func compare(a, b *item) (score, verdict) {
	s := score{like: likeness(a.words, b.words)}
	s.sum = int(weightWords * s.like)
	if !s.kinds(a, b) || !s.manner(a, b) || !s.parties(a, b) || !s.place(a, b) || !s.time(a, b) || !s.statuses(a, b) {
		return s, atOdds
	}
	if a.r.Article == b.r.Article && !s.surelyOne(a, b) {
		return s, atOdds
	}
	if s.otherMode && !(s.sameDay && s.equalUnits && a.r.Main && b.r.Main) {
		return s, unsure
	}
	if s.lacks || s.nearKind && !s.tellsOne(a, b) {
		return s, unsure
	}
	return s, fits
}

// A score collects what a comparison has found so far.
type score struct {
	sum        int
	like       float64
	lacks      bool // something that would join the two
	nearKind   bool
	equalUnits bool
	alone      bool // one of the two names only one party
	people     int  // units of which both name the same person
	sameDay    bool // both exact, and they share a day
	sameManner bool // format or mode is told by both and the same
	otherMode  bool // one tells the mode, the other does not, in other words: one only where it is what both articles are about, on one day
	samePlace  bool
	elsewhere  bool // places that differ
}

func (s *score) kinds(a, b *item) bool {
	if a.r.Kind == b.r.Kind {
		s.sum += weightKind
		return true
	}
	s.nearKind = true
	return slices.Contains(near[a.r.Kind], b.r.Kind)
}

// tellsOne reports whether acts of two kinds are one happening: the same parties on the same day, told in like words. To
// agree is part of most meetings; it is the meeting itself only where the agreement is to meet.
func (s *score) tellsOne(a, b *item) bool {
	need := likeSome
	if a.r.Kind == plover.Consult && b.r.Kind == plover.Agree || a.r.Kind == plover.Agree && b.r.Kind == plover.Consult {
		if a.r.Format == plover.NoFormat || b.r.Format == plover.NoFormat {
			need = likeMuch
		}
	}
	return s.sameDay && s.equalUnits && s.like >= need
}

// manner refuses ways of meeting that cannot be one: by video and in person, a call and a visit; and modes of one kind
// that are different acts, as expelling diplomats and cutting off trade.
func (s *score) manner(a, b *item) bool {
	if isRemote(a.r) && isAtPlace(b.r) || isAtPlace(a.r) && isRemote(b.r) {
		return false
	}
	fa, fb := a.r.Format, b.r.Format
	if fa != plover.NoFormat && fb != plover.NoFormat {
		if fa != fb && !(isCall(fa) && isCall(fb)) {
			return false
		}
		if fa == fb {
			s.sameManner = true
			s.sum += weightFormat
		}
	}
	ma, mb := a.r.Mode, b.r.Mode
	switch {
	case s.nearKind:
	case ma == mb:
		s.sameManner = s.sameManner || ma != plover.NoMode
		s.sum += weightMode
	case a.r.Kind == plover.Consult:
	case ma == plover.NoMode || mb == plover.NoMode:
		s.otherMode = s.like < likeSome
	default:
		return false
	}
	return true
}

// sameDeed reports whether two reports tell a kind of deed that the same parties seldom do twice in a month: one of them may know no
// more of its time, "it had sent aid in March".
func (s *score) sameDeed(a, b *item) bool {
	if s.nearKind || s.otherMode || !s.equalUnits || s.alone {
		return false
	}
	switch a.r.Kind {
	case plover.Assault, plover.Mobilize, plover.Consult, plover.Request, plover.Protest, plover.Reject, plover.Cooperate:
		return false
	case plover.Accuse, plover.Threaten:
		return a.r.Mode != plover.NoMode && a.r.Mode == b.r.Mode
	}
	return true
}

// isCall reports whether a format can be told as the other of its kind: a call by video is a call.
func isCall(f plover.Format) bool { return f == plover.Video || f == plover.PhoneCall }

func isRemote(r *record.Report) bool {
	return r.Kind == plover.Consult && r.Mode == plover.Phone || isCall(r.Format) || r.Format == plover.Letter
}

func isAtPlace(r *record.Report) bool {
	return r.Format == plover.InPerson || r.Kind == plover.Consult && (r.Mode == plover.Visit || r.Mode == plover.ThirdParty)
}

// isOfState reports whether an act is one of the state whoever orders it, so that the person named does not tell two
// such acts apart.
func isOfState(k plover.Kind) bool {
	switch k {
	case plover.Sanction, plover.Aid, plover.Mobilize, plover.Assault, plover.Retreat, plover.Coerce, plover.Cooperate, plover.Protest:
		return true
	}
	return false
}

// isMutual reports whether a kind has no doer and one it is done to.
func isMutual(k plover.Kind) bool {
	return k == plover.Consult || k == plover.Agree || k == plover.Cooperate
}

// parties compares who takes part, and counts what the two share.
func (s *score) parties(a, b *item) bool {
	shared, onlyA, onlyB := 0, 0, 0
	i, j := 0, 0
	for i < len(a.units) && j < len(b.units) {
		u, v := &a.units[i], &b.units[j]
		switch {
		case u.key == v.key:
			if !s.unit(a, b, u, v) {
				return false
			}
			shared++
			i, j = i+1, j+1
		case u.key < v.key:
			onlyA++
			i++
		default:
			onlyB++
			j++
		}
	}
	onlyA += len(a.units) - i
	onlyB += len(b.units) - j
	s.equalUnits = onlyA+onlyB == 0
	s.alone = len(a.units) < 2 || len(b.units) < 2
	s.sum += weightUnit*shared + weightPerson*s.people + weightExtra*(onlyA+onlyB)
	return s.company(a, b, shared, onlyA, onlyB)
}

// unit compares what two reports say of one party.
func (s *score) unit(a, b *item, u, v *unit) bool {
	if !isMutual(a.r.Kind) && !isMutual(b.r.Kind) && (u.actor && !u.target && v.target && !v.actor || u.target && !u.actor && v.actor && !v.target) {
		return false
	}
	if len(u.people) == 0 || len(v.people) == 0 {
		return true
	}
	for _, p := range u.people {
		for _, q := range v.people {
			if samePerson(p, q) {
				s.people++
				return true
			}
		}
	}
	return isOfState(a.r.Kind) && isOfState(b.r.Kind)
}

// company decides by the number of parties that are shared and that only one has. A meeting of two within a summit of
// many is another one.
func (s *score) company(a, b *item, shared, onlyA, onlyB int) bool {
	if s.alone {
		return shared == 1 && (onlyA == 0 || onlyB == 0) && onlyA+onlyB <= 1
	}
	few, many := min(len(a.units), len(b.units)), max(len(a.units), len(b.units))
	switch {
	case shared < 2, few == 2 && many > 3:
		return false
	case few == 2 && many == 3 && (a.r.Mode == plover.Multilateral || b.r.Mode == plover.Multilateral):
		return false
	case onlyA > 0 && onlyB > 0:
		return shared >= 3 && shared >= 2*(onlyA+onlyB)
	}
	return true
}

// place compares where. Two cities speak against one event, but the same people met on one day only once: there it is
// a conflict, which time allows.
func (s *score) place(a, b *item) bool {
	p, q := &a.r.Place, &b.r.Place
	if !p.IsKnown() || !q.IsKnown() {
		return true
	}
	switch comparePlaces(p, q) {
	case placeSame:
		s.samePlace = true
		s.sum += weightPlace
	case placeOther:
		s.elsewhere = true
	}
	return true
}

// time compares when. Reports that tell the day may be a day apart, for the clock differs around the world. What is not
// told by both needs something else that speaks for one event.
func (s *score) time(a, b *item) bool {
	if a.grasp == timeless || b.grasp == timeless {
		known := s.people >= 2 && s.sameManner && a.r.Main && b.r.Main && a.r.Status == b.r.Status
		s.lacks = s.lacks || a.grasp != b.grasp || !s.equalUnits || s.like < likeMuch && !known
		return !s.elsewhere && overlaps(a.r.Date, b.r.Date)
	}
	gap := max(a.lo-b.hi, b.lo-a.hi)
	if a.grasp == exact && b.grasp == exact {
		return s.days(a, b, gap)
	}
	if gap > 0 || s.elsewhere {
		return false
	}
	manner := s.sameManner && a.r.Kind == plover.Consult // the mode of a sanction is that of most sanctions
	hint := manner || s.samePlace || s.like >= likeSome || a.r.Main && b.r.Main || s.people >= 2 && !s.nearKind && a.isOfMonth(b) && b.isOfMonth(a) ||
		s.sameDeed(a, b) && a.isOfMonth(b) && b.isOfMonth(a)
	switch guesses := a.grasp == guessed || b.grasp == guessed; {
	case !guesses && a.r.Date == b.r.Date:
	case !guesses:
		s.lacks = s.lacks || !hint || s.alone && !s.equalUnits
	default:
		s.sum -= distance(a, b)
		s.lacks = s.lacks || !hint || !s.equalUnits || s.nearKind
		return a.grasp != b.grasp || distance(a, b) < 2
	}
	return true
}

// days compares two reports that both tell the time.
func (s *score) days(a, b *item, gap date.Day) bool {
	talks := a.r.Kind == plover.Consult && b.r.Kind == plover.Consult
	switch {
	case gap > 1, gap == 1 && !talks && !s.isOnce(a, b):
		return false
	case gap == 1:
		s.sum += weightNext
	default:
		s.sameDay = true
		s.sum += weightDay
	}
	mutual := talks || !s.nearKind && isMutual(a.r.Kind)
	if s.elsewhere && !(s.sameDay && mutual && s.people >= 2) {
		return false
	}
	if s.alone {
		s.lacks = s.lacks || !s.sameDay || !(s.samePlace || s.people > 0 && s.sameManner || s.like >= likeSome)
	}
	return true
}

// isOnce reports whether two reports of neighbouring days tell what the same parties do once: a tie formed or cut, an accord, a
// measure. Only the day is then told wrongly, or by another clock. Words, blows and gifts come on many days.
func (s *score) isOnce(a, b *item) bool {
	if s.nearKind || !s.equalUnits || s.alone || s.elsewhere || a.r.Article == b.r.Article {
		return false
	}
	switch a.r.Kind {
	case plover.Sanction:
		switch a.r.Mode {
		case plover.Expel, plover.Withdraw, plover.Relations:
			return a.r.Mode == b.r.Mode
		}
		return s.like >= likeMuch
	case plover.Agree, plover.Support, plover.Cooperate, plover.Concede, plover.Retreat:
		return s.samePlace && s.like >= likeSome || s.like >= likeMuch
	}
	return false
}

// isOfMonth reports whether the time is known to a month or less, and the other one lies in it: the same persons seldom meet
// twice within it. What has taken place is not what is still to come when the article is published.
func (it *item) isOfMonth(o *item) bool {
	return it.grasp < timeless && it.hi-it.lo <= daysBefore+1 && !(it.grasp == guessed && isPast(it.r.Status) && o.lo >= it.pub)
}

func overlaps(a, b date.Range) bool { return !a.IsKnown() || !b.IsKnown() || a.Overlaps(b) }

// distance is how far, in weeks and at most eight, a report without a date was published from what the other tells.
func distance(a, b *item) int {
	if a.grasp != guessed {
		a, b = b, a
	}
	other := b.lo
	if b.grasp == guessed {
		other = b.pub
	}
	d := a.pub - other
	if d < 0 {
		d = -d
	}
	return int(min(d, 56)) / 7
}

// statuses refuses what cannot be one event at two times: to be held later than an article that tells it as held; and
// what may come is joined with what did only where the day is the same.
func (s *score) statuses(a, b *item) bool {
	if isPast(b.r.Status) {
		a, b = b, a
	}
	if isPast(a.r.Status) && b.r.Status == plover.Planned && a.pub != 0 && b.grasp == exact && b.lo > a.pub+1 {
		return false
	}
	if isPast(a.r.Status) && isOff(b.r.Status) && b.grasp == guessed && a.grasp == exact && a.lo > b.pub+1 {
		return false // held when it had been called off: at another time
	}
	if (a.r.Status == plover.Hypothetical) != (b.r.Status == plover.Hypothetical) {
		s.lacks = s.lacks || !s.sameDay && !(a.r.Date.IsKnown() && a.r.Date == b.r.Date) || !s.equalUnits
	}
	return true
}

func isOff(s plover.Status) bool { return s == plover.Cancelled || s == plover.Postponed }

func isPast(s plover.Status) bool { return s == plover.Occurred || s == plover.Ongoing }

// surelyOne is asked for two reports of one article, which has already joined what it could: they are one only if all
// that both tell is the same.
func (s *score) surelyOne(a, b *item) bool {
	if s.nearKind || !s.equalUnits || s.elsewhere || isOff(a.r.Status) != isOff(b.r.Status) && !s.sameDay {
		return false
	}
	if a.r.Mode != b.r.Mode && a.r.Mode != plover.NoMode && b.r.Mode != plover.NoMode {
		return false
	}
	if s.sameDay {
		return a.r.Date == b.r.Date || s.sameManner || s.like >= likeSome
	}
	return isPast(a.r.Status) == isPast(b.r.Status) && (s.like >= likeMuch || s.sameManner && s.like >= likeSome)
}
