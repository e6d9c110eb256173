package record

import (
	"strconv"
	"strings"

	"chancery/internal/plover"
)

// A phrase says an act in plain English: the verb with what follows it, and the preposition before the recipients.
type phrase struct {
	verb string // in the infinitive: "impose sanctions"
	prep string // "on"; "" for a direct object
}

// phrases has an entry for each kind, and for each mode that is said otherwise than its kind.
var phrases = map[plover.Kind]map[plover.Mode]phrase{
	plover.Agree:     {plover.NoMode: {"agree", "with"}},
	plover.Consult:   {plover.NoMode: {"meet", ""}, plover.Visit: {"visit", ""}, plover.Phone: {"speak", "with"}},
	plover.Support:   {plover.NoMode: {"support", ""}},
	plover.Concede:   {plover.NoMode: {"make a concession", "to"}},
	plover.Cooperate: {plover.NoMode: {"cooperate", "with"}},
	plover.Aid:       {plover.NoMode: {"give aid", "to"}},
	plover.Retreat: {
		plover.NoMode: {"give way", "to"}, plover.Withdraw: {"withdraw", "from"}, plover.Release: {"release people", "of"},
		plover.Disarm: {"disarm", "before"}, plover.Ceasefire: {"cease fire", "with"}, plover.Access: {"grant access", "to"}, plover.Resign: {"resign", "before"},
	},
	plover.Request: {
		plover.NoMode: {"make a demand", "of"}, plover.Assist: {"ask for help", "from"}, plover.Meet: {"ask for a meeting", "with"},
		plover.Change: {"ask for change", "of"}, plover.Yield: {"ask for a concession", "of"},
	},
	plover.Accuse: {plover.NoMode: {"accuse", ""}, plover.Disapprove: {"criticise", ""}, plover.Investigate: {"investigate", ""}},
	plover.Reject: {
		plover.NoMode: {"reject a proposal", "of"}, plover.Meet: {"refuse to meet", ""}, plover.Assist: {"refuse help", "to"}, plover.Yield: {"refuse to yield", "to"},
	},
	plover.Threaten: {plover.NoMode: {"threaten", ""}},
	plover.Protest:  {plover.NoMode: {"protest", "against"}, plover.Riot: {"riot", "against"}, plover.Strike: {"strike", "against"}, plover.Boycott: {"boycott", ""}},
	plover.Sanction: {
		plover.NoMode: {"impose sanctions", "on"}, plover.Expel: {"expel diplomats", "of"}, plover.Withdraw: {"withdraw diplomats", "from"},
		plover.Discontinue: {"suspend cooperation", "with"}, plover.Convict: {"convict people", "of"},
	},
	plover.Mobilize: {plover.NoMode: {"mobilise", "against"}, plover.Troops: {"move troops", "against"}, plover.Weapons: {"move weapons", "against"}},
	plover.Coerce: {
		plover.NoMode: {"use coercion", "against"}, plover.Seize: {"seize property", "of"}, plover.Arrest: {"arrest people", "of"}, plover.Deport: {"deport people", "of"},
		plover.Restrict: {"impose restrictions", "on"}, plover.Withhold: {"withhold goods", "from"}, plover.Cyber: {"make cyber attacks", "on"},
	},
	plover.Assault: {
		plover.NoMode: {"attack", ""}, plover.Abduct: {"abduct people", "of"}, plover.Aerial: {"make air strikes", "on"}, plover.Drone: {"make drone strikes", "on"},
		plover.HeavyWeapons: {"shell", ""}, plover.Targeted: {"assassinate people", "of"},
	},
}

// Summarize says the accepted fields in one plain sentence, without a full stop: "Xi Jinping and Vladimir Putin meet by
// video, 28 June 2021". It is "" where no party is known.
func (f *Facts) Summarize() string {
	if len(f.Actors)+len(f.Recipients) == 0 || f.Kind == plover.NoKind {
		return ""
	}
	ph, ok := phrases[f.Kind][f.Mode]
	if !ok {
		ph = phrases[f.Kind][plover.NoMode]
	}
	var b strings.Builder
	if len(f.Actors) == 0 {
		b.WriteString("Unnamed parties")
	} else {
		b.WriteString(nameParties(f.Actors))
	}
	rest := f.object(&ph)
	b.WriteString(inflect(ph.verb, f.Status, len(f.Actors) == 1))
	b.WriteString(rest)
	if s := f.Date.English(); s != "" {
		b.WriteString(", " + s)
	}
	switch f.Status {
	case plover.Cancelled, plover.Postponed, plover.Denied:
		b.WriteString(": " + f.Status.String())
	}
	return b.String()
}

// object is what follows the verb: recipients, format and place. It may choose another verb.
func (f *Facts) object(ph *phrase) string {
	place := ""
	if f.Place.IsKnown() {
		prep := " in "
		if f.Place.Grain == "venue" {
			prep = " at "
		}
		place = prep + f.Place.Name
	}
	to := ""
	if len(f.Recipients) > 0 {
		to = " " + strings.TrimSpace(ph.prep+" "+nameParties(f.Recipients))
	}
	if f.Kind != plover.Consult {
		return to + place
	}
	switch {
	case f.Mode == plover.Visit && to == "" && place != "" && len(f.Actors) == 1:
		return " " + f.Place.Name
	case f.Mode == plover.Visit && (to == "" || len(f.Actors) == 0):
		*ph = phrase{verb: "meet"}
	case f.Mode == plover.ThirdParty && to != "" && len(f.Actors) > 1:
		to = ", hosted by " + nameParties(f.Recipients)
		return place + to
	}
	if to == "" && len(f.Actors) == 1 && f.Mode != plover.Visit {
		*ph = phrase{verb: "hold talks"}
	}
	switch f.Format {
	case plover.Video:
		if ph.verb == "speak" {
			*ph = phrase{verb: "meet"}
			to = strings.Replace(to, " with ", " ", 1)
		}
		return to + " by video" + place
	case plover.PhoneCall:
		if ph.verb == "meet" {
			*ph = phrase{verb: "speak"}
			if to != "" {
				to = " with" + to
			}
		}
		return to + " by phone"
	case plover.Letter:
		*ph = phrase{verb: "write"}
		if to != "" {
			to = " to " + nameParties(f.Recipients)
		}
	}
	return to + place
}

// inflect puts a verb after its subject, in the form that the status asks for.
func inflect(verb string, s plover.Status, singular bool) string {
	be := " are"
	if singular {
		be = " is"
	}
	switch s {
	case plover.Planned:
		return be + " to " + verb
	case plover.Cancelled, plover.Postponed:
		if singular {
			return " was to " + verb
		}
		return " were to " + verb
	case plover.Hypothetical:
		return " may " + verb
	}
	if !singular {
		return " " + verb
	}
	first, rest, _ := strings.Cut(verb, " ")
	switch {
	case strings.HasSuffix(first, "sh") || strings.HasSuffix(first, "ch") || strings.HasSuffix(first, "x"):
		first += "es"
	default:
		first += "s"
	}
	return strings.TrimRight(" "+first+" "+rest, " ")
}

// maxNamed is how many parties a summary names.
const maxNamed = 4

func nameParties(ps []Party) string {
	names := make([]string, 0, len(ps))
	for _, p := range ps {
		names = append(names, p.Name)
	}
	if len(names) > maxNamed {
		names = append(names[:maxNamed-1:maxNamed-1], strconv.Itoa(len(names)-maxNamed+1)+" others")
	}
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
