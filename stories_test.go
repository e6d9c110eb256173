package chancery

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// news is three reports of one meeting, of which one repeats another, and a report about something else.
var news = []string{
	"title Talks in Paris\noutlet Example Wire\ndate 2023-07-14\nCONSULT occurred 2023-07-13 FRA:emmanuel-macron IND:narendra-modi\n" +
		"Submarines and rockets were on the table when the guest from Delhi dined at the palace beside the river, advisers of the host told reporters afterwards in the courtyard.\n",
	"title Dinner with submarines\noutlet Daily Lantern\ndate 2023-07-15\nCONSULT occurred 2023-07-13 FRA:emmanuel-macron IND:narendra-modi\n" +
		"Submarines and rockets were on the table when the guest from Delhi dined at the palace beside the river, advisers of the host told reporters afterwards.\n",
	"title What Delhi wants\noutlet Harbour Post\ndate 2023-07-15\nCONSULT occurred 2023-07-13 FRA:emmanuel-macron IND:narendra-modi\n" +
		"Engineers of both nations will design a submarine engine together; rockets follow later, if the guest from Delhi has his way.\n",
	"title Flood\noutlet Harbour Post\ndate 2023-07-15\nThe dam of Vespera burst at dawn. Villages in the valley stand under water, bridges were swept away, and soldiers bring tents, blankets and boats for thousands of families who spent a cold morning on roofs and trees.\n",
}

func storiesOf(t *testing.T, order ...int) []Story {
	t.Helper()
	ctx := context.Background()
	dir := t.TempDir()
	rec, err := Open(ctx, filepath.Join(dir, "test.db"), Options{Reader: scripted{}})
	if err != nil {
		t.Fatal(err)
	}
	defer rec.Close()
	for _, i := range order {
		file := filepath.Join(dir, fmt.Sprintf("%d.txt", i))
		if err := os.WriteFile(file, []byte(news[i]), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := rec.Read(ctx, []string{file}, ReadOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	all, err := rec.Stories(ctx, StoryQuery{})
	if err != nil {
		t.Fatal(err)
	}
	day := all[0].From + 1
	for _, q := range []struct {
		q    StoryQuery
		want int
	}{{StoryQuery{From: day}, 2}, {StoryQuery{To: day - 1}, 1}, {StoryQuery{From: day + 1}, 0}, {StoryQuery{MinArticles: 2}, 1}, {StoryQuery{From: day, To: day, MinArticles: 1}, 2}} {
		if got, err := rec.Stories(ctx, q.q); err != nil || len(got) != q.want {
			t.Errorf("%+v: %d stories, want %d; %v", q.q, len(got), q.want, err)
		}
	}
	for from := all[0].From - 2; from <= day+2; from++ {
		for to := from; to <= day+2; to++ {
			var want []Story
			for _, st := range all { // they have an article on each of their days
				if st.To >= from && st.From <= to {
					want = append(want, st)
				}
			}
			got, err := rec.Stories(ctx, StoryQuery{From: from, To: to})
			if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); err != nil || d != "" {
				t.Errorf("%v to %v: %v\n%s", from, to, err, d)
			}
		}
	}
	return all
}

func TestStories(t *testing.T) {
	want := storiesOf(t, 0, 1, 2, 3)
	if len(want) != 2 || len(want[0].Articles) != 3 || len(want[0].Copies) != 1 || len(want[0].Copies[0]) != 2 || len(want[0].Events) != 1 || want[0].Title != "Talks in Paris" {
		t.Fatalf("%+v", want)
	}
	for _, order := range [][]int{{3, 2, 1, 0}, {1, 3, 0, 2}} {
		if d := cmp.Diff(want, storiesOf(t, order...)); d != "" {
			t.Errorf("read in the order %v:\n%s", order, d)
		}
	}
}

// Pages show what the whole list has, from either end, and what is read meanwhile.
func TestStoryPage(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	rec, err := Open(ctx, filepath.Join(dir, "test.db"), Options{Reader: scripted{}})
	if err != nil {
		t.Fatal(err)
	}
	defer rec.Close()
	for i := range news {
		file := filepath.Join(dir, fmt.Sprintf("%d.txt", i))
		if err := os.WriteFile(file, []byte(news[i]), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := rec.Read(ctx, []string{file}, ReadOptions{}); err != nil {
			t.Fatal(err)
		}
		want, err := rec.Stories(ctx, StoryQuery{})
		if err != nil {
			t.Fatal(err)
		}
		for _, newest := range []bool{false, true} {
			var got []Story
			for after := ""; ; {
				page, err := rec.StoryPage(ctx, StoryQuery{Limit: 1, NewestFirst: newest}, after)
				if err != nil {
					t.Fatal(err)
				}
				if got = append(got, page.Stories...); page.Next == "" {
					break
				}
				after = page.Next
			}
			if newest {
				slices.Reverse(got)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("newest first %v, %d articles:\n%s", newest, i+1, d)
			}
		}
	}
	if _, err := rec.StoryPage(ctx, StoryQuery{}, "nonsense"); !errors.Is(err, ErrCursor) {
		t.Errorf("a cursor that is none: %v", err)
	}
}
