package doc

import "slices"

// MaxMention is the number of tokens of the longest mention.
const MaxMention = 64

// MentionsAt is the indices of the mentions that hold token i, in the order of d.Mentions: of nested ones the longest
// first. It costs a search by halves and a look at the mentions near i.
func (d *Document) MentionsAt(i int32) []int32 {
	var at []int32
	for k := d.mentionsBefore(i); k >= 0 && d.Mentions[k].Tokens.First > i-MaxMention; k-- {
		if d.Mentions[k].Tokens.Contains(i) {
			at = append(at, int32(k))
		}
	}
	slices.Reverse(at)
	return at
}

// MentionsHeaded is the indices of the mentions whose head is token i; a plural has one for each actor.
func (d *Document) MentionsHeaded(i int32) []int32 {
	at := d.MentionsAt(i)
	return slices.DeleteFunc(at, func(k int32) bool { return d.Mentions[k].Head != i })
}

// mentionsBefore is the index of the last mention that begins at token i or before, -1 if none does.
func (d *Document) mentionsBefore(i int32) int {
	lo, hi := 0, len(d.Mentions)
	for lo < hi {
		if mid := (lo + hi) / 2; d.Mentions[mid].Tokens.First <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - 1
}
