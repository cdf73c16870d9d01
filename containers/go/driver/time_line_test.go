package driver

import (
	"encoding/json"
	"sync"
	"testing"
)

func TestEventsNeverGoBackInTime(t *testing.T) {
	line := newTimeLine()
	see := line.see("a")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 500 {
				see("sent")
			}
		})
	}
	all.Wait()
	events := line.sofar()
	if len(events) != 2000 {
		t.Fatalf("expected 2000 events, got %d", len(events))
	}
	last := 0.0
	for _, event := range events {
		ms := event[0].(float64)
		if ms < last {
			t.Fatalf("%v ms after %v ms", ms, last)
		}
		last = ms
	}
}

func TestEmptyTimeLineIsThere(t *testing.T) {
	for _, want := range []struct {
		line *jobLine
		json string
	}{
		{&jobLine{Events: []event{}}, `{"job":"","end":"","at":null,"why":null,"results":null,"events":[]}`},
		{&jobLine{}, `{"job":"","end":"","at":null,"why":null,"results":null}`},
	} {
		if got, err := json.Marshal(want.line); err != nil || string(got) != want.json {
			t.Errorf("expected %s, got %s, %v", want.json, got, err)
		}
	}
}
