//go:build !unix

package spent

import "time"

// CPU is 0: the system does not tell.
func CPU() time.Duration { return 0 }
func Peak() float64      { return 0 }
