package load

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"
)

func TestPercentile(t *testing.T) {
	times := make([]time.Duration, 200)
	for i := range times {
		times[i] = time.Duration(i + 1)
	}
	for percent, want := range map[int]time.Duration{1: 2, 50: 100, 99: 198, 100: 200} {
		if got := Percentile(times, percent); got != want {
			t.Errorf("percentile %d: got %d, want %d", percent, got, want)
		}
	}
	if got := Percentile(nil, 50); got != 0 {
		t.Errorf("of none: got %d", got)
	}
	if got := Percentile(times[:1], 50); got != 1 {
		t.Errorf("of one: got %d", got)
	}
}

func TestRunCarriesOutAtLeastSoManyCalls(t *testing.T) {
	var open, most atomic.Int64
	result := Run(context.Background(), Plan{InFlight: 3, Calls: 20}, func(context.Context) (int64, []time.Duration, error) {
		if now := open.Add(1); now > most.Load() {
			most.Store(now)
		}
		defer open.Add(-1)
		return 2, []time.Duration{time.Millisecond}, nil
	})
	if result.Calls != 20 || result.Messages != 40 || result.Failed != 0 || result.P99 != 1 {
		t.Errorf("got %+v", result)
	}
	if most.Load() > 3 {
		t.Errorf("%d calls at once", most.Load())
	}
}

func TestRunCountsFailuresApart(t *testing.T) {
	var calls atomic.Int64
	result := Run(context.Background(), Plan{InFlight: 1, Calls: 4}, func(context.Context) (int64, []time.Duration, error) {
		if calls.Add(1)%2 == 0 {
			return 7, nil, errors.New("refused")
		}
		return 1, nil, nil
	})
	if result.Calls != 2 || result.Messages != 2 || result.Failed != 2 || result.Failure != "refused" {
		t.Errorf("got %+v", result)
	}
}

func TestRunEndsWhenInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	result := Run(ctx, Plan{InFlight: 2, Calls: 1, For: time.Hour}, func(context.Context) (int64, []time.Duration, error) {
		stop()
		return 1, nil, nil
	})
	if result.Calls < 1 || result.Calls > 2 {
		t.Errorf("got %+v", result)
	}
}
