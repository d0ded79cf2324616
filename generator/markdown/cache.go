package markdown

import "sync"

// cacheSize bounds, in bytes of keys and values, each of the two halves of a cache.
const cacheSize = 4 << 20

// cache remembers strings in bounded memory: when the young half is full it becomes the old one, and what is not asked
// for again is forgotten with it. What it holds never changes what is written, only how fast.
type cache struct {
	mu         sync.Mutex
	limit      int
	size       int
	young, old map[string]string
}

func newCache(limit int) *cache {
	return &cache{limit: limit, young: map[string]string{}}
}

func (c *cache) get(key string) (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if value, ok := c.young[key]; ok {
		return value, true
	}
	value, ok := c.old[key]
	if ok {
		c.store(key, value)
	}
	return value, ok
}

func (c *cache) put(key, value string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.store(key, value)
}

func (c *cache) store(key, value string) {
	size := len(key) + len(value)
	if size > c.limit {
		return
	}
	if c.size+size > c.limit {
		c.old, c.young, c.size = c.young, map[string]string{}, 0
	}
	if _, known := c.young[key]; !known {
		c.size += size
	}
	c.young[key] = value
}
