package driver

import (
	"sync"
	"time"
)

// timeLine is what was seen of a job's calls, and when. Events may come from any goroutine.
type timeLine struct {
	began time.Time

	mu     sync.Mutex
	events []event
}

// event is milliseconds since the job's first step began, the call, and what was seen of it.
type event [3]any

func newTimeLine() *timeLine { return &timeLine{began: time.Now(), events: []event{}} }

// see is where events of a call are noted, in the contract's words.
func (t *timeLine) see(call string) func(string) {
	return func(name string) {
		// The time is read within the lock: the order of the events is that of their times.
		t.mu.Lock()
		defer t.mu.Unlock()
		ms := float64(time.Since(t.began).Microseconds()) / 1000
		t.events = append(t.events, event{ms, call, name})
	}
}

// sofar is a copy, since calls that a job leaves may still note something.
func (t *timeLine) sofar() []event {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]event{}, t.events...)
}
