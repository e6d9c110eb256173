//go:build unix

package syntax

import (
	"runtime"
	"syscall"
	"testing"
	"time"
)

// TestEngineIsLinear holds that a text takes about as much of a processor as its four quarters; what costs the square takes four times as
// much. Of several runs the shortest counts.
func TestEngineIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	const (
		size   = 6000
		factor = 2
		floor  = 20 * time.Millisecond // below it the clock says little
	)
	e := newEngine(t)
	timed := func(s string) time.Duration {
		runtime.GC()
		begin := processorTime(t)
		e.read(t, s)
		return processorTime(t) - begin
	}
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			short, long := h.make(size), h.make(4*size)
			part, whole := time.Hour, time.Hour
			for range 8 {
				part, whole = min(part, timed(short)), min(whole, timed(long))
				if whole < max(floor, factor*4*part) {
					return
				}
			}
			t.Errorf("%d bytes take %v, a quarter of them %v", len(long), whole, part)
		})
	}
}

// processorTime is how long processors have worked for this process.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		t.Fatal(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}
