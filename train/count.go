package main

// A counter counts how often features are seen, up to 255.
type counter struct {
	keys []uint64
	n    []uint8
	used int
}

func newCounter() *counter {
	const size = 1 << 20
	return &counter{keys: make([]uint64, size), n: make([]uint8, size)}
}

func (c *counter) slot(f uint64) uint64 {
	mask := uint64(len(c.keys) - 1)
	i := f & mask
	for c.keys[i] != 0 && c.keys[i] != f {
		i = (i + 1) & mask
	}
	return i
}

func (c *counter) add(feats []uint64) {
	for _, f := range feats {
		i := c.slot(f)
		if c.keys[i] == 0 {
			if 10*c.used > 6*len(c.keys) {
				c.grow()
				i = c.slot(f)
			}
			c.keys[i] = f
			c.used++
		}
		if c.n[i] < 255 {
			c.n[i]++
		}
	}
}

func (c *counter) grow() {
	keys, n := c.keys, c.n
	c.keys, c.n = make([]uint64, 2*len(keys)), make([]uint8, 2*len(keys))
	for i, k := range keys {
		if k != 0 {
			at := c.slot(k)
			c.keys[at], c.n[at] = k, n[i]
		}
	}
}

// only makes p learn no features but the most frequent, at most so many, and returns how often the rarest of them was seen: what is
// left out later cannot be missed then.
func (p *perceptron) only(c *counter, most int) int {
	var by [256]int
	for i, k := range c.keys {
		if k != 0 {
			by[c.n[i]]++
		}
	}
	least, sum := 255, by[255]
	for least > 1 && sum+by[least-1] <= most {
		least--
		sum += by[least]
	}
	for i, k := range c.keys {
		if k == 0 || int(c.n[i]) < least {
			continue
		}
		if 10*p.used > 6*len(p.keys) {
			p.grow()
		}
		p.keys[p.slot(k)] = k
		p.used++
	}
	p.closed = true
	return least
}
