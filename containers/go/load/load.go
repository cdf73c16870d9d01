// Package load keeps a server busy with streaming calls, and says how fast it was.
package load

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Plan says how a server is kept busy.
type Plan struct {
	InFlight int           // calls that are open at once
	For      time.Duration // no call begins later; those that are open then are carried out whole
	Calls    int64         // at least so many are carried out, however long that takes
}

// Exchange carries out one call, whole. It returns how many messages went either way, and how long
// the client waited for each thing that it waited for.
type Exchange func(ctx context.Context) (messages int64, waits []time.Duration, err error)

// Result is what was seen; times are milliseconds, but for Seconds, from the first call's beginning to
// the last one's end.
type Result struct {
	Calls    int64   `json:"calls"`
	Messages int64   `json:"messages"`
	Seconds  float64 `json:"seconds"`
	P50      float64 `json:"p50_ms"`
	P99      float64 `json:"p99_ms"`
	Failed   int64   `json:"failed"`
	Failure  string  `json:"failure"` // the first one's status; empty where there is none
}

// Run carries out a plan. A worker whose call fails goes on with the next.
func Run(ctx context.Context, plan Plan, exchange Exchange) Result {
	var (
		mu     sync.Mutex // guards what follows
		result Result
		waits  []time.Duration
		begun  int64
	)
	started := time.Now()
	next := func() bool {
		mu.Lock()
		defer mu.Unlock()
		if ctx.Err() != nil || (time.Since(started) >= plan.For && begun >= plan.Calls) {
			return false
		}
		begun++
		return true
	}
	note := func(messages int64, its []time.Duration, err error) {
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			result.Failed++
			if result.Failure == "" {
				result.Failure = err.Error()
			}
			return
		}
		result.Calls++
		result.Messages += messages
		waits = append(waits, its...)
	}
	var workers sync.WaitGroup
	for range plan.InFlight {
		workers.Go(func() {
			for next() {
				note(exchange(ctx))
			}
		})
	}
	workers.Wait()
	result.Seconds = time.Since(started).Seconds()
	slices.Sort(waits)
	result.P50, result.P99 = milliseconds(Percentile(waits, 50)), milliseconds(Percentile(waits, 99))
	return result
}

// Percentile is the smallest of the sorted times that percent of them do not exceed; 0 for none.
func Percentile(sorted []time.Duration, percent int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	rank := (len(sorted)*percent + 99) / 100
	return sorted[max(rank, 1)-1]
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
