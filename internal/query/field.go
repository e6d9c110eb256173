package query

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"chancery/internal/date"
	"chancery/internal/plover"
)

// A Field is the name before the colon.
type Field string

// The fields. Title, Byline and Body are of texts, the others of conditions.
const (
	Title  Field = "title"
	Byline Field = "byline"
	Body   Field = "text"

	Actor    Field = "actor"    // a party, by name or id; a state stands also for its people
	With     Field = "with"     // the same: another party
	Pair     Field = "pair"     // two parties
	By       Field = "by"       // who says so
	Country  Field = "country"  // of a party: name or ISO code
	Kind     Field = "kind"     // of act
	Mode     Field = "mode"     // of act
	Status   Field = "status"   // of the event
	From     Field = "from"     // on that day, month or year or later
	To       Field = "to"       // or earlier
	Place    Field = "place"    // of the event: its name, or name or ISO code of its country
	Outlet   Field = "outlet"   // words of its name
	Lang     Field = "lang"     // of an article: ISO 639 code
	Sources  Field = "sources"  // number of independent ones
	Conflict Field = "conflict" // whether articles disagree: yes or no
)

// A form checks the value of a field and gives its canonical form, or says what is wrong with it and what would be right.
type form func(value string) (canonical, wrong, hint string)

var forms = map[Field]form{
	Title: nil, Byline: nil, Body: nil,
	Actor: named, With: named, By: named, Country: named, Place: named, Outlet: named,
	Pair: paired, Kind: kind, Mode: mode, Status: status, From: period, To: period, Lang: lang, Sources: number, Conflict: yesNo,
}

// Fields lists the names of all fields in order.
func Fields() []Field {
	return []Field{
		Actor, With, Pair, By, Country, Kind, Mode, Status, From, To, Place, Outlet, Lang, Sources, Conflict, Title, Byline, Body,
	}
}

// MakeCond is the condition that a field has a value, or an error that says what is wrong with the value. The field must
// be one of conditions.
func MakeCond(f Field, value string) (Cond, error) {
	check := forms[f]
	if check == nil {
		return Cond{}, fmt.Errorf("%q is no field of conditions", f)
	}
	canonical, wrong, hint := check(value)
	if wrong != "" {
		return Cond{}, &Error{Query: value, End: len(value), What: wrong, Hint: hint}
	}
	return Cond{Field: f, Value: canonical}, nil
}

func named(v string) (string, string, string) {
	v = strings.Join(strings.FieldsFunc(v, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(quotes, r)
	}), " ")
	if words(v) == "" {
		return "", "a name is missing", `put it behind the colon, in quotation marks if it has spaces: actor:"Angela Merkel"`
	}
	return v, "", ""
}

func paired(v string) (string, string, string) {
	const hint = `write pair:CHN-RUS, or pair:"Xi Jinping, Vladimir Putin"`
	v, wrong, _ := named(v)
	if wrong != "" {
		return "", "two names are missing", hint
	}
	a, b := cutPair(v)
	if words(a) == "" || words(b) == "" || strings.Contains(b, ",") {
		return "", "this is no pair", hint
	}
	if strings.Contains(v, ",") {
		return a + ", " + b, "", ""
	}
	return a + "-" + b, "", ""
}

// cutPair parts "A, B" or, where there is no comma, "A-B"; b is "" where there is no pair.
func cutPair(v string) (a, b string) {
	a, b, ok := strings.Cut(v, ",")
	if !ok {
		if strings.Count(v, "-") != 1 {
			return v, ""
		}
		a, b, _ = strings.Cut(v, "-")
	}
	return strings.TrimSpace(a), strings.TrimSpace(b)
}

// Pair is the two names of a condition on Pair.
func (n Cond) Pair() (a, b string) { return cutPair(n.Value) }

func kind(v string) (string, string, string) {
	k, err := plover.ParseKind(strings.ToUpper(v))
	if err != nil || k == plover.NoKind {
		return "", fmt.Sprintf("%q is no kind of act", v), "kinds are " + names(plover.Kinds[:])
	}
	return k.String(), "", ""
}

func mode(v string) (string, string, string) {
	m, err := plover.ParseMode(strings.ToLower(v))
	if f, err := plover.ParseFormat(strings.ToLower(v)); err == nil && f != plover.NoFormat {
		return f.String(), "", ""
	}
	if err != nil || m == plover.NoMode {
		return "", fmt.Sprintf("%q is no mode of an act", v), "modes are visit, ceasefire, expel and the others of PLOVER, and in-person, video, phone, letter"
	}
	return m.String(), "", ""
}

func status(v string) (string, string, string) {
	s, err := plover.ParseStatus(strings.ToLower(v))
	if err != nil || s == plover.NoStatus {
		return "", fmt.Sprintf("%q is no status", v), "statuses are planned, ongoing, occurred, cancelled, postponed, denied, hypothetical"
	}
	return s.String(), "", ""
}

func names[T fmt.Stringer](list []T) string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = v.String()
	}
	return strings.Join(out, " ")
}

func period(v string) (string, string, string) {
	if _, _, ok := Period(v); !ok {
		return "", fmt.Sprintf("%q is no date", v), "write a year, month or day: from:2021, from:2021-06, from:2021-06-28"
	}
	return v, "", ""
}

// Period is the first and the last day of 2021, 2021-06 or 2021-06-28, and whether s is of such a form.
func Period(s string) (first, last date.Day, ok bool) {
	day := s
	switch len(s) {
	case len("2021"):
		day += "-01-01"
	case len("2021-06"):
		day += "-01"
	}
	first, err := date.ParseDay(day)
	if err != nil || first == 0 {
		return 0, 0, false
	}
	switch len(s) {
	case len("2021"):
		return first, date.MakeDay(first.Year(), 12, 31), true
	case len("2021-06"):
		y, m, _ := first.Date()
		return first, date.MakeDay(y, m, date.DaysIn(y, m)), true
	}
	return first, first, true
}

// Day is the day that a condition on From or To names: the first, or the last, of its period.
func (n Cond) Day() date.Day {
	first, last, _ := Period(n.Value)
	if n.Field == To {
		return last
	}
	return first
}

func lang(v string) (string, string, string) {
	v = strings.ToLower(v)
	if len(v) < 2 || len(v) > 3 || strings.Trim(v, "abcdefghijklmnopqrstuvwxyz") != "" {
		return "", fmt.Sprintf("%q is no code of a language", v), "write two or three letters: lang:en"
	}
	return v, "", ""
}

const maxNumber = 1_000_000

func number(v string) (string, string, string) {
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 || n > maxNumber || strings.HasPrefix(v, "+") {
		return "", fmt.Sprintf("%q is no number", v), "write sources:>2, sources:>=2 or sources:2"
	}
	return strconv.Itoa(n), "", ""
}

// Number is the number of a condition on Sources.
func (n Cond) Number() int {
	i, _ := strconv.Atoi(n.Value)
	return i
}

func yesNo(v string) (string, string, string) {
	if v = strings.ToLower(v); v != "yes" && v != "no" {
		return "", fmt.Sprintf("%q is neither yes nor no", v), "write conflict:yes or conflict:no"
	}
	return v, "", ""
}

// nearest is the field that was probably meant, or "".
func nearest(name string) Field {
	best, least := Field(""), 3
	for _, f := range Fields() {
		if strings.HasPrefix(string(f), name) && len(name) > 1 {
			return f
		}
		if d := distance(name, string(f)); d < least && 2*d <= len(name) {
			best, least = f, d
		}
	}
	return best
}

// distance is the number of letters to put in, take out or change to make a into b. Both are short.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

func isField(name string) bool {
	return slices.Contains(Fields(), Field(name))
}
