// Package plover knows the codes of acts: the kinds, modes, contexts and sectors of PLOVER 2.0, the status and the format
// that this program adds, and the scores that belong to them.
//
// It knows no words of English (package lexicon has the frames) and no events. Codes are small integers in memory
// and their published names in JSON; a name that is not a code is an error.
//
//	k, err := plover.ParseKind("CONSULT")
//	k.Score(plover.Visit) // 4
//
// Source of types, modes, scores and sectors: the PLOVER 2.0 manual and gold standard records of the Open Event Data
// Alliance (CC BY-SA 4.0; codes and numbers are facts). Goldstein numbers are those of the CAMEO root of each kind.
package plover

import "fmt"

// A Kind is a PLOVER event type: the kind of the act itself, whether or not it happened.
type Kind uint8

// The sixteen kinds, in the order of the manual. The zero value is no kind.
const (
	NoKind Kind = iota
	Agree
	Consult
	Support
	Concede
	Cooperate
	Aid
	Retreat
	Request
	Accuse
	Reject
	Threaten
	Protest
	Sanction
	Mobilize
	Coerce
	Assault
)

// Kinds lists all kinds in their order.
var Kinds = [...]Kind{Agree, Consult, Support, Concede, Cooperate, Aid, Retreat, Request, Accuse, Reject, Threaten, Protest, Sanction, Mobilize, Coerce, Assault}

var kindTable = [...]struct {
	name      string
	quad      Quad
	score     float64
	goldstein float64
}{
	NoKind: {}, Agree: {"AGREE", VerbalCooperation, 2.5, 4}, Consult: {"CONSULT", VerbalCooperation, 2.5, 1}, Support: {"SUPPORT", VerbalCooperation, 5, 3.5},
	Concede: {"CONCEDE", VerbalCooperation, 4.5, 5}, Cooperate: {"COOPERATE", MaterialCooperation, 9.5, 6}, Aid: {"AID", MaterialCooperation, 10, 7},
	Retreat: {"RETREAT", MaterialCooperation, 6.5, 5}, Request: {"REQUEST", VerbalConflict, 0, -5}, Accuse: {"ACCUSE", VerbalConflict, -3, -2},
	Reject: {"REJECT", VerbalConflict, -2, -4}, Threaten: {"THREATEN", VerbalConflict, -3.5, -6}, Protest: {"PROTEST", MaterialConflict, -5, -6.5},
	Sanction: {"SANCTION", MaterialConflict, -6, -4}, Mobilize: {"MOBILIZE", MaterialConflict, -5.5, -7.2}, Coerce: {"COERCE", MaterialConflict, -7, -7},
	Assault: {"ASSAULT", MaterialConflict, -9, -9},
}

func (k Kind) String() string { return kindTable[k].name }

// Quad is the quad class of the kind.
func (k Kind) Quad() Quad { return kindTable[k].quad }

// A Quad is one of the four classes verbal or material, cooperation or conflict, numbered as in PLOVER.
type Quad uint8

// The quads; SANCTION counts as material conflict, as in the text of the manual.
const (
	NoQuad Quad = iota
	VerbalCooperation
	MaterialCooperation
	VerbalConflict
	MaterialConflict
)

// A Mode is a finer class within a kind. The zero value is none.
type Mode uint8

// The modes of all kinds.
const (
	NoMode Mode = iota
	Visit
	ThirdParty
	Multilateral
	Phone
	Withdraw
	Release
	Disarm
	Ceasefire
	Access
	Resign
	Assist
	Change
	Yield
	Meet
	Disapprove
	Investigate
	Allege
	Restrict
	Arrest
	Relations
	Expel
	Territory
	Violence
	Demo
	Riot
	Strike
	Hunger
	Boycott
	Obstruct
	Vandalize
	Convict
	Discontinue
	Troops
	Weapons
	Police
	Militia
	Seize
	Censor
	Curfew
	MartialLaw
	Deport
	Withhold
	Misinformation
	Cyber
	Abduct
	Beat
	Torture
	Sexual
	Targeted
	Destroy
	Primitive
	Firearms
	Explosives
	SuicideAttack
	Aerial
	Drone
	HeavyWeapons
	CrowdControl
	Unconventional
)

var modeNames = [...]string{
	"", "visit", "third-party", "multilateral", "phone", "withdraw", "release", "disarm", "ceasefire", "access", "resign",
	"assist", "change", "yield", "meet", "disapprove", "investigate", "allege", "restrict", "arrest", "relations", "expel", "territory",
	"violence", "demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize", "convict", "discontinue", "troops", "weapons",
	"police", "militia", "seize", "censor", "curfew", "martial-law", "deport", "withhold", "misinformation", "cyber", "abduct", "beat",
	"torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons",
	"crowd-control", "unconventional",
}

func (m Mode) String() string { return modeNames[m] }

// modeScores holds the score of each mode within its kind, from the manual.
var modeScores = map[Kind]map[Mode]float64{
	Consult:  {Visit: 4, ThirdParty: 1, Multilateral: 4, Phone: 1.5},
	Retreat:  {Withdraw: 8, Release: 6.5, Disarm: 10, Ceasefire: 7.5, Access: 6.5, Resign: 4.5},
	Request:  {Assist: 0.5, Change: -1, Yield: -1, Meet: 0},
	Accuse:   {Disapprove: -2, Investigate: -3.5, Allege: -3.5},
	Reject:   {Assist: -1.5, Change: -2, Yield: -2, Meet: -2},
	Threaten: {Restrict: -3, Arrest: -3.5, Relations: -3.5, Expel: -3.5, Territory: -4, Violence: -3.5},
	Protest:  {Demo: -5, Riot: -7, Strike: -5, Hunger: -4.5, Boycott: -4.5, Obstruct: -4.5, Vandalize: -5},
	Sanction: {Convict: -6, Expel: -5.5, Withdraw: -6, Discontinue: -6},
	Mobilize: {Troops: -6.5, Weapons: -6.5, Police: -5.5, Militia: -6},
	Coerce: {Seize: -7, Restrict: -7, Censor: -6.5, Curfew: -6.5, MartialLaw: -7.5, Arrest: -7, Deport: -7, Withhold: -7,
		Misinformation: -6.5, Cyber: -7},
	Assault: {Abduct: -8.5, Beat: -7.5, Torture: -8.5, Sexual: -8.5, Targeted: -9.5, Destroy: -8.5, Primitive: -8, Firearms: -9,
		Explosives: -9, SuicideAttack: -9.5, Aerial: -9.5, Drone: -9.5, HeavyWeapons: -9.5, CrowdControl: -7.5, Unconventional: -10},
}

// HasMode reports whether m is a mode of k; every kind has the mode none.
func (k Kind) HasMode(m Mode) bool {
	_, ok := modeScores[k][m]
	return ok || m == NoMode
}

// Score is the PLOVER score (-10 to 10) of a kind in a mode; without a mode, or with one that k lacks, that of the kind.
func (k Kind) Score(m Mode) float64 {
	if s, ok := modeScores[k][m]; ok {
		return s
	}
	return kindTable[k].score
}

// Goldstein is the Goldstein number (-10 to 10): of the CAMEO code nearest to kind and mode, else of the root.
func (k Kind) Goldstein(m Mode) float64 {
	if k == Consult {
		switch m {
		case Visit: // CAMEO 042, make a visit
			return 1.9
		case ThirdParty, Multilateral: // CAMEO 044, meet at a third location
			return 2.5
		case Phone: // CAMEO 041
			return 1
		}
	}
	return kindTable[k].goldstein
}

// A Format says how people met. The zero value is unknown.
type Format uint8

// The formats.
const (
	NoFormat Format = iota
	InPerson
	Video
	PhoneCall
	Letter
)

var formatNames = [...]string{"", "in-person", "video", "phone", "letter"}

func (f Format) String() string { return formatNames[f] }

// A Status says whether the act happened. The zero value is unknown.
type Status uint8

// The statuses.
const (
	NoStatus Status = iota
	Planned
	Ongoing
	Occurred
	Cancelled
	Postponed
	Denied
	Hypothetical
)

var statusNames = [...]string{"", "planned", "ongoing", "occurred", "cancelled", "postponed", "denied", "hypothetical"}

func (s Status) String() string { return statusNames[s] }

// A Role is what a party does in an act. The zero value is unknown.
type Role uint8

// The roles.
const (
	NoRole Role = iota
	Host
	Visitor
	Participant
	Sender
	Target
	Mediator
)

var roleNames = [...]string{"", "host", "visitor", "participant", "sender", "target", "mediator"}

func (r Role) String() string { return roleNames[r] }

// Contexts lists the 37 contexts of the manual by their names.
var Contexts = [...]string{
	"military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy", "pro_autocracy",
	"economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression", "human_security", "gender", "lgbt",
	"religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping", "health", "asylum", "migration", "disasters",
	"natural_resource", "environment", "technology", "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption",
	"illegal_drugs", "trafficking",
}

// IsContext reports whether s names a context.
func IsContext(s string) bool { return isOneOf(Contexts[:], s) }

// Sectors lists the sector codes of parties.
var Sectors = [...]string{
	"COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK",
	"AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "NGO",
}

// IsSector reports whether s names a sector.
func IsSector(s string) bool { return isOneOf(Sectors[:], s) }

func isOneOf(names []string, s string) bool {
	for _, n := range names {
		if n == s {
			return true
		}
	}
	return false
}

// ParseKind, ParseMode, ParseFormat, ParseStatus and ParseRole are the reverse of String; the empty name is the zero value.
func ParseKind(s string) (Kind, error) {
	for k := range kindTable {
		if kindTable[k].name == s {
			return Kind(k), nil
		}
	}
	return 0, fmt.Errorf("%q is not a kind of act", s)
}

// ParseMode reads the name of a mode.
func ParseMode(s string) (Mode, error) { return parse[Mode](modeNames[:], s, "mode") }

// ParseFormat reads the name of a format.
func ParseFormat(s string) (Format, error) { return parse[Format](formatNames[:], s, "format") }

// ParseStatus reads the name of a status.
func ParseStatus(s string) (Status, error) { return parse[Status](statusNames[:], s, "status") }

// ParseRole reads the name of a role.
func ParseRole(s string) (Role, error) { return parse[Role](roleNames[:], s, "role") }

func parse[T ~uint8](names []string, s, what string) (T, error) {
	for i, n := range names {
		if n == s {
			return T(i), nil
		}
	}
	return 0, fmt.Errorf("%q is not a %s", s, what)
}

// ActsForState reports whether who bears a sector can stand for the state: rebels, unidentified armed groups, the opposition,
// refugees and non-governmental bodies cannot.
func ActsForState(sector string) bool {
	switch sector {
	case "REB", "UAF", "OPP", "REF", "NGO":
		return false
	}
	return true
}
