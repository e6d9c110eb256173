package chancery

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var kills = flag.Int("kills", 20, "at how many points TestKilledReadingLosesNothing kills a program that reads")

// readerEnv makes the test program one that reads the folder of its last argument into the record of a path, and prints
// the number of articles that are told as read.
const readerEnv = "CHANCERY_TEST_READER"

func TestMain(m *testing.M) {
	if path := os.Getenv(readerEnv); path != "" {
		if err := readAndTell(path, os.Args[len(os.Args)-1]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func readAndTell(path, folder string) error {
	ctx := context.Background()
	r, err := Open(ctx, path, Options{Reader: scripted{}})
	if err != nil {
		return err
	}
	defer r.Close()
	fmt.Println("open")
	_, err = r.Read(ctx, []string{folder}, ReadOptions{Workers: 2, Progress: func(p Progress) { fmt.Println(p.Done) }})
	if err == nil {
		fmt.Println("settled")
	}
	return err
}

// A newsroom is a folder of articles, and what they give when they are read without a break.
type newsroom struct {
	folder string
	texts  []string // in the order in which they are read
	whole  string
	took   time.Duration
}

func makeNewsroom(t *testing.T, n int) newsroom {
	t.Helper()
	room := newsroom{folder: t.TempDir()}
	for i, text := range world(n) {
		name := filepath.Join(room.folder, fmt.Sprintf("%04d.txt", i))
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		room.texts = append(room.texts, text)
	}
	path := filepath.Join(t.TempDir(), "whole.db")
	start := time.Now()
	if told := room.read(t, path, 0); told != n {
		t.Fatalf("%d articles told as read, want %d", told, n)
	}
	room.took = time.Since(start)
	r := openRecord(t, path, Options{ReadOnly: true})
	room.whole = dump(t, r)
	return room
}

// read starts a program that reads the folder, kills it after a while unless that is 0, and gives the number of articles
// that it has told as read.
func (room *newsroom) read(t *testing.T, path string, after time.Duration) int {
	t.Helper()
	cmd := exec.Command(os.Args[0], room.folder)
	cmd.Env = append(os.Environ(), readerEnv+"="+path)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if after > 0 {
		timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
		defer timer.Stop()
	}
	told := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if n, err := strconv.Atoi(lines.Text()); err == nil {
			told = n
		}
	}
	if err := cmd.Wait(); err != nil && after == 0 {
		t.Fatalf("%v: %s", err, errs.String())
	}
	return told
}

// holds fails where an article that was told as read is not in the record, or one is there twice.
func (room *newsroom) holds(t *testing.T, path string, told int) {
	t.Helper()
	if _, err := os.Stat(path); err != nil && told == 0 {
		return // it was killed before it made a file
	}
	r, err := Open(context.Background(), path, Options{Reader: scripted{}}) // settles what was left
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	isWhole(t, r)
	refs, err := r.Articles(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, ref := range refs {
		a, err := r.Article(context.Background(), ref.ID)
		if err != nil {
			t.Fatal(err)
		}
		seen[a.Text]++
	}
	for _, text := range room.texts[:told] {
		if seen[text] != 1 {
			t.Errorf("an article told as read is there %d times", seen[text])
		}
	}
	if len(seen) != len(refs) {
		t.Errorf("%d articles, %d different ones", len(refs), len(seen))
	}
	noDifferences(t, r)
}

// A program that reads is killed at random points, some of them while another one goes on where it was; what is finished
// then is the record that reading without a break gives.
func TestKilledReadingLosesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("kills many programs")
	}
	room := makeNewsroom(t, 700)
	rng := rand.New(rand.NewPCG(9, 9))
	early, late := 0, 0
	for range *kills {
		path := filepath.Join(t.TempDir(), "r.db")
		told := 0
		for again := true; again; again = rng.IntN(3) == 0 {
			f := rng.Float64()
			told = room.read(t, path, time.Duration(f*f*1.2*float64(room.took))) // reading comes first, and is the shorter part
			room.holds(t, path, told)
		}
		switch told {
		case 0:
			early++
		case len(room.texts):
			late++
		}
		room.read(t, path, 0)
		r := openRecord(t, path, Options{ReadOnly: true})
		if diff := cmp.Diff(room.whole, dump(t, r)); diff != "" {
			t.Fatalf("killed when %d were read, then finished: %s", told, diff)
		}
		r.Close()
	}
	t.Logf("%d kills: %d before anything was told as read, %d after all was", *kills, early, late)
	if early+late == *kills && *kills > 5 {
		t.Error("no kill hit a program that was reading: the test tests nothing")
	}
}

// A program that judges is killed like one that reads: a judgment is there with its effect, or not at all.
func TestJudgmentsAreWholeOrNotThere(t *testing.T) {
	r := newRecord(t)
	mustRead(t, r, write(t, talks...), ReadOptions{})
	before := judgedDump(t, r)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	events := allEvents(t, r)
	if _, err := r.Judge(ctx, Ruling{Action: Reject, Events: []string{string(events[0].ID)}, By: "x", Reason: "x"}); err == nil {
		t.Fatal("judged though it was broken off")
	}
	if diff := cmp.Diff(before, judgedDump(t, r)); diff != "" {
		t.Error(diff)
	}
}
