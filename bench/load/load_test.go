package main

import (
	"math/rand/v2"
	"testing"
	"time"
)

func TestQuantile(t *testing.T) {
	s := sample{}
	if s.quantile(.95) != 0 {
		t.Error("no sample has a quantile")
	}
	for i := 100; i > 0; i-- {
		s.times = append(s.times, time.Duration(i)*time.Millisecond)
	}
	for q, want := range map[float64]float64{.5: 51, .95: 96, 1: 100} {
		if got := s.quantile(q); got != want {
			t.Errorf("quantile %v is %v ms, want %v", q, got, want)
		}
	}
}

func TestChooseBySharesOfClicks(t *testing.T) {
	pages, got := []page{{share: 1}, {share: 0}, {share: 3}}, [3]int{}
	rng := rand.New(rand.NewPCG(1, 1))
	for range 4000 {
		got[choose(rng, pages)]++
	}
	if got[1] != 0 || got[0] < 850 || got[0] > 1150 {
		t.Errorf("of 4000 clicks %v, want about 1000, 0, 3000", got)
	}
}
