package score

import (
	"strings"
	"testing"
)

func TestReadFactuality(t *testing.T) {
	const table = factualityColumns + "\n" +
		"dev\ts1\t2\tleft\tleave\t1\t2\ttrue:4 false:2\n" +
		"dev\ts1\t5\tstay\tstay\t1\t5\tna:na false:1\n" +
		"train\ts2\t1\tgo\tgo\t2\t1\ttrue:3 false:3\n" +
		"dev\t\t\t\tlost\t3\t1\ttrue:4\n"
	got, err := ReadFactuality(strings.NewReader(table))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 {
		t.Fatalf("%d predicates, want 3: one has no place", len(got))
	}
	for i, want := range []struct{ happened, ok bool }{{true, true}, {false, true}, {false, false}} {
		if happened, ok := got[i].Happened(); happened != want.happened || ok != want.ok {
			t.Errorf("%s: %v %v, want %v", got[i].Form, happened, ok, want)
		}
	}
	for _, bad := range []string{
		"split\n",
		factualityColumns + "\ndev\ts1\t2\n",
		factualityColumns + "\ndev\ts1\t0\ta\ta\t1\t1\ttrue:4\n",
		factualityColumns + "\ndev\ts1\t1\ta\ta\t1\t1\ttrue:9\n",
		factualityColumns + "\ndev\ts1\t1\ta\ta\t1\t1\tperhaps:1\n",
	} {
		if _, err := ReadFactuality(strings.NewReader(bad)); err == nil {
			t.Errorf("no error for %q", bad)
		}
	}
}
