package syntax

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/model"
)

// standIn is a surname that is no other word: the model reads it as one.
const standIn = "Merkel"

// surnames puts a plain surname for one that the model took for an auxiliary, and reports whether there was any: "May
// spoke", where the form behind it shows that it is none.
func surnames(s *model.Sentence) bool {
	found := false
	for i, w := range s.Words {
		if (w == "May" || w == "Will") && s.Nodes[i].UPOS == doc.AUX && !leadsBase(s, i) {
			s.Words[i] = standIn
			found = true
		}
	}
	return found
}

// leadsBase reports whether the verb that follows word i, but for adverbs, is a bare infinitive, or there is none: what
// stands behind an auxiliary of mood.
func leadsBase(s *model.Sentence, i int) bool {
	for k := i + 1; k < len(s.Words); k++ {
		switch nd := &s.Nodes[k]; nd.UPOS {
		case doc.ADV:
			continue
		case doc.AUX, doc.VERB:
			return !strings.Contains(nd.Feats, "VerbForm=Fin") && !strings.Contains(nd.Feats, "VerbForm=Part") || strings.EqualFold(s.Words[k], nd.Lemma) && !isPassive(nd)
		}
		return true
	}
	return true
}

// isPassive reports whether the model read a participle: "spoke", of which it does not know the infinitive, too.
func isPassive(nd *model.Node) bool { return strings.Contains(nd.Feats, "Voice=Pass") }
