package resolve

import (
	"cmp"
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// An item is a report made ready for comparison.
type item struct {
	r     *record.Report
	art   *Article // never nil
	pub   date.Day // of publication; zero: unknown
	grasp grasp
	lo    date.Day // the first and last day on which it may have happened; lo is zero where nothing is known
	hi    date.Day
	units []unit // sorted by key, mediators left out
	words []uint32
	own   date.Range // the date as the report has it
	rank  uint64     // the less, the better its time is known
	twin  int        // its number among reports of its article that would give an event the same id
}

// A grasp is how well the time of a report is known.
type grasp uint8

const (
	exact   grasp = iota // told, within ten days
	vague                // told, more than that
	guessed              // not told: near the publication
	timeless
)

// A unit is what counts as one party: a state with all who act for it, an organisation, a person of no state.
type unit struct {
	key    string
	people []string // slugs of those who are named, sorted
	actor  bool     // stands on the actors' side
	target bool     // stands on the recipients' side
}

const (
	exactDays     = 10  // a longer range is vague
	timelessDays  = 480 // a longer one says nothing
	daysBefore    = 30  // how long before the article what it tells without a date may lie
	daysBeforeTop = 4   // the same where it is what the article is about
	daysAhead     = 90  // how far ahead what is planned without a date may lie
)

func makeItem(r *record.Report, art *Article) item {
	if art == nil {
		art = &Article{ID: r.Article}
	}
	it := item{r: r, art: art, own: r.Date}
	if art.Published.IsDay() {
		it.pub = art.Published.From
	}
	it.setTime()
	it.units = units(r)
	it.words = contentWords(r)
	return it
}

// setTime works out grasp, lo and hi.
func (it *item) setTime() {
	it.lo, it.hi = it.r.Date.From, it.r.Date.To
	if it.lo == 0 && it.hi == 0 {
		it.guessTime()
		return
	}
	if it.hi == 0 { // "since April": until it was told
		it.hi = max(it.pub, it.lo)
	}
	if it.lo == 0 {
		it.lo = it.hi
	}
	switch days := it.hi - it.lo + 1; {
	case days <= exactDays:
		it.grasp = exact
	case days <= timelessDays:
		it.grasp = vague
	default:
		it.grasp = timeless
	}
}

// guessTime bounds the time of a report that tells none by its status and its publication.
func (it *item) guessTime() {
	if it.pub == 0 {
		it.grasp = timeless
		return
	}
	it.grasp = guessed
	before := date.Day(daysBefore)
	if it.r.Main {
		before = daysBeforeTop
	}
	switch it.r.Status {
	case plover.Planned, plover.Hypothetical:
		it.lo, it.hi = it.pub-1, it.pub+daysAhead
	case plover.Cancelled, plover.Postponed, plover.Denied:
		it.lo, it.hi = it.pub-before, it.pub+daysAhead
	default:
		it.lo, it.hi = it.pub-before, it.pub+1
	}
	it.lo, it.hi = max(it.lo, 1), min(it.hi, date.MaxDay)
}

// units is the parties of a report, one for each state, organisation or stateless person.
func units(r *record.Report) []unit {
	var out []unit
	add := func(p *record.Party, target bool) {
		if p.Role == plover.Mediator || target && r.Mode == plover.ThirdParty {
			return
		}
		key := unitKey(p)
		i := slices.IndexFunc(out, func(u unit) bool { return u.key == key })
		if i < 0 {
			i = len(out)
			out = append(out, unit{key: key})
		}
		out[i].actor = out[i].actor || !target
		out[i].target = out[i].target || target
		if isPerson(p.Actor) {
			out[i].people = insertSorted(out[i].people, slug(p.Actor))
		}
	}
	for i := range r.Actors {
		add(&r.Actors[i], false)
	}
	for i := range r.Recipients {
		add(&r.Recipients[i], true)
	}
	slices.SortFunc(out, func(a, b unit) int { return cmp.Compare(a.key, b.key) })
	return out
}

// unitKey is the state of a party, or the actor itself where it has none.
func unitKey(p *record.Party) string {
	if p.Country != "" && (plover.ActsForState(p.Sector) || isPerson(p.Actor)) {
		return p.Country
	}
	state, _, local := strings.Cut(string(p.Actor), "/")
	if local {
		return state
	}
	state, _, _ = strings.Cut(state, ".")
	return state
}

// isPerson reports whether an id is that of a person: a slug in lower case, after the country where the person is known
// from one article only.
func isPerson(id record.ActorID) bool {
	s := slug(id)
	return s != "" && s[0] >= 'a' && s[0] <= 'z' && !strings.Contains(s, ".")
}

// slug is the id of a person without the country.
func slug(id record.ActorID) string {
	s := string(id)
	return s[strings.LastIndexByte(s, '/')+1:]
}

func insertSorted(list []string, s string) []string {
	i, found := slices.BinarySearch(list, s)
	if found {
		return list
	}
	return slices.Insert(list, i, s)
}

// samePerson reports whether two slugs can name one person: they are equal, or one is the last name of the other.
func samePerson(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || len(b) > len(a) && strings.HasSuffix(b, a) && b[len(b)-len(a)-1] == '-'
}

// stem is how many letters of a word tell it from others: "agreement" and "agreements", "nuclear".
const stem = 6

// contentWords is the hashes of the longer words of the sentences that tell a report and of its topics, sorted, without
// the names of the parties.
func contentWords(r *record.Report) []uint32 {
	var out, names []uint32
	for _, p := range r.Parties() {
		names = appendWords(names, p.Name)
	}
	for i := range r.Claims {
		if c := &r.Claims[i]; c.Field == record.FieldKind || c.Field == record.FieldTopic {
			out = appendWords(out, c.Words)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return slices.DeleteFunc(out, func(h uint32) bool { return slices.Contains(names, h) })
}

func appendWords(out []uint32, s string) []uint32 {
	for i := 0; i < len(s); {
		if !isWordByte(s[i]) {
			i++
			continue
		}
		h, n := uint32(2166136261), 0
		for ; i < len(s) && isWordByte(s[i]); i++ {
			if n < stem {
				h = (h ^ uint32(lower(s[i]))) * 16777619
			}
			n++
		}
		if n > 3 && !isCommon(h) {
			out = append(out, h)
		}
	}
	return out
}

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= 0x80
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// commonWords are the longer words that stand in any report and tell nothing of what it is about.
var commonWords = func() []uint32 {
	var out []uint32
	for _, w := range strings.Fields(`about after also among been before between both could country during first from government have
		into last leader meeting meet minister more most nation next other over president said saying says some state that their them then there they
		this told under were when where which while will with would year years week today yesterday tomorrow monday tuesday wednesday
		thursday friday saturday sunday january february march april june july august september october november december talks
		visit united held hold against foreign prime`) {
		h := uint32(2166136261)
		for i := range min(len(w), stem) {
			h = (h ^ uint32(w[i])) * 16777619
		}
		out = append(out, h)
	}
	slices.Sort(out)
	return slices.Compact(out)
}()

func isCommon(h uint32) bool {
	_, found := slices.BinarySearch(commonWords, h)
	return found
}

// likeness is the share of the words of the shorter list that the other has, 0 where either has fewer than three.
func likeness(a, b []uint32) float64 {
	n := min(len(a), len(b))
	if n < 3 {
		return 0
	}
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			both, i, j = both+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return float64(both) / float64(n)
}
