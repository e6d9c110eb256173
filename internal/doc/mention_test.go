package doc

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMentionsAt(t *testing.T) {
	d := &Document{Mentions: []Mention{
		{Tokens: Range{0, 3}, Head: 2, Actor: 0},
		{Tokens: Range{1, 2}, Head: 1, Actor: 1},
		{Tokens: Range{5, 7}, Head: 6, Actor: 0},
		{Tokens: Range{5, 7}, Head: 6, Actor: 1},
	}}
	for i, want := range [][]int32{{0}, {0, 1}, {0}, nil, nil, {2, 3}, {2, 3}, nil} {
		if diff := cmp.Diff(want, d.MentionsAt(int32(i))); diff != "" {
			t.Errorf("token %d: %s", i, diff)
		}
	}
	if diff := cmp.Diff([]int32{2, 3}, d.MentionsHeaded(6)); diff != "" {
		t.Error(diff)
	}
	if got := d.MentionsHeaded(5); len(got) != 0 {
		t.Errorf("token 5 is no head, got %v", got)
	}
}
