//go:build unix

// Package spent knows what this process has used so far: processor time and the most memory resident, 0 where the system does not
// tell.
//
//	fmt.Println(spent.CPU(), spent.Peak())
package spent

import (
	"syscall"
	"time"
)

// CPU is the time of processors that the program has used.
func CPU() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Peak is the most bytes that were resident.
func Peak() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Maxrss) * 1024
}
