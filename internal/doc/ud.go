package doc

// A UPOS is a universal part of speech of Universal Dependencies.
type UPOS uint8

// The parts of speech; the zero value is unknown.
const (
	NoPOS UPOS = iota
	ADJ
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
	X
)

var uposNames = [...]string{
	"_", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
}

// NumUPOS is the number of values, the unknown one included.
const NumUPOS = len(uposNames)

func (p UPOS) String() string { return uposNames[p] }

// ParseUPOS is the reverse of String; NoPOS for what is none.
func ParseUPOS(s string) UPOS {
	for i, n := range uposNames {
		if n == s {
			return UPOS(i)
		}
	}
	return NoPOS
}

// A Rel is a relation of Universal Dependencies with its subtype, as English treebanks have them.
type Rel uint8

// The relations; the zero value is unknown. Subtypes follow their base.
const (
	NoRel Rel = iota
	Root
	Acl
	AclRelcl
	Advcl
	AdvclRelcl
	Advmod
	Amod
	Appos
	Aux
	AuxPass
	Case
	CC
	CCPreconj
	Ccomp
	Compound
	CompoundPrt
	Conj
	Cop
	Csubj
	CsubjOuter
	CsubjPass
	Dep
	Det
	DetPredet
	Discourse
	Dislocated
	Expl
	Fixed
	Flat
	Goeswith
	Iobj
	List
	MarkRel
	Nmod
	NmodDesc
	NmodPoss
	NmodUnmarked
	Nsubj
	NsubjOuter
	NsubjPass
	Nummod
	Obj
	Obl
	OblAgent
	OblUnmarked
	Orphan
	Parataxis
	Punct
	Reparandum
	Vocative
	Xcomp
)

var relNames = [...]string{
	"_", "root", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc",
	"cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "csubj:outer", "csubj:pass", "dep", "det",
	"det:predet", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nmod:desc",
	"nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked",
	"orphan", "parataxis", "punct", "reparandum", "vocative", "xcomp",
}

// NumRels is the number of values, the unknown one included.
const NumRels = len(relNames)

func (r Rel) String() string { return relNames[r] }

// ParseRel is the reverse of String; NoRel for what is none.
func ParseRel(s string) Rel {
	for i, n := range relNames {
		if n == s {
			return Rel(i)
		}
	}
	return NoRel
}

// Feat is the value of one UD feature of a token, "" if it lacks it.
func (t *Token) Feat(name string) string {
	f := t.Feats
	for f != "" {
		end := 0
		for end < len(f) && f[end] != '|' {
			end++
		}
		if kv := f[:end]; len(kv) > len(name) && kv[len(name)] == '=' && kv[:len(name)] == name {
			return kv[len(name)+1:]
		}
		f = f[min(end+1, len(f)):]
	}
	return ""
}
