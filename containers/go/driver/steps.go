package driver

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

type empty struct{}

type openStep struct {
	Do           string   `json:"do"`
	Call         string   `json:"call"`
	Method       string   `json:"method"`
	DeadlineMS   *float64 `json:"deadline_ms"` // perhaps a part of a millisecond
	Metadata     metaList `json:"metadata"`
	WaitForReady bool     `json:"wait_for_ready,omitempty"`
	Raw          *string  `json:"raw,omitempty"` // the mode of a call whose messages are bytes
}

func (s *openStep) carryOut(ctx context.Context, calls *calls) (any, error) {
	return empty{}, calls.add(ctx, s)
}

type sendStep struct {
	Do      string          `json:"do"`
	Call    string          `json:"call"`
	Message json.RawMessage `json:"message"`
	Times   *int            `json:"times,omitempty"` // once where absent
}

func (s *sendStep) carryOut(_ context.Context, calls *calls) (any, error) {
	call, err := calls.find(s.Call)
	if err != nil {
		return nil, err
	}
	times := 1
	if s.Times != nil {
		times = *s.Times
	}
	if times < 1 {
		return nil, fmt.Errorf("send: times: expected a positive integer, got %d", times)
	}
	return empty{}, call.send(s.Message, times)
}

type receiveStep struct {
	Do    string `json:"do"`
	Call  string `json:"call"`
	Count int    `json:"count"`
}

type receiveResult struct {
	Messages []any `json:"messages"`
	Ended    bool  `json:"ended,omitempty"`
}

func (s *receiveStep) carryOut(ctx context.Context, calls *calls) (any, error) {
	call, err := calls.findStarted(s.Call)
	if err != nil {
		return nil, err
	}
	result := receiveResult{Messages: []any{}}
	for len(result.Messages) < s.Count && !result.Ended {
		next := call.inbox.take(ctx)
		if next == nil {
			return nil, ctx.Err()
		}
		if next.end != nil {
			result.Ended = true
		} else {
			result.Messages = append(result.Messages, next.message)
		}
	}
	return result, nil
}

type headersStep struct {
	Do   string `json:"do"`
	Call string `json:"call"`
}

func (s *headersStep) carryOut(ctx context.Context, calls *calls) (any, error) {
	call, err := calls.findStarted(s.Call)
	if err != nil {
		return nil, err
	}
	return call.receiveHeaders(ctx)
}

type pauseStep struct {
	Do string `json:"do"`
	MS int    `json:"ms"`
}

func (s *pauseStep) carryOut(ctx context.Context, _ *calls) (any, error) {
	select {
	case <-time.After(time.Duration(s.MS) * time.Millisecond):
		return empty{}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

type silenceStep struct {
	Do   string `json:"do"`
	Call string `json:"call"`
	MS   int    `json:"ms"`
}

type silenceResult struct {
	Silent bool `json:"silent"`
}

func (s *silenceStep) carryOut(ctx context.Context, calls *calls) (any, error) {
	call, err := calls.findStarted(s.Call)
	if err != nil {
		return nil, err
	}
	while, stop := context.WithTimeout(ctx, time.Duration(s.MS)*time.Millisecond)
	defer stop()
	return silenceResult{Silent: call.inbox.peek(while) == nil}, nil
}

type halfCloseStep struct {
	Do   string `json:"do"`
	Call string `json:"call"`
}

func (s *halfCloseStep) carryOut(_ context.Context, calls *calls) (any, error) {
	call, err := calls.findStarted(s.Call)
	if err != nil {
		return nil, err
	}
	call.halfClose()
	return empty{}, nil
}

type cancelStep struct {
	Do   string `json:"do"`
	Call string `json:"call"`
}

func (s *cancelStep) carryOut(_ context.Context, calls *calls) (any, error) {
	call, err := calls.findStarted(s.Call)
	if err != nil {
		return nil, err
	}
	call.cancel()
	return empty{}, nil
}

type finishStep struct {
	Do   string `json:"do"`
	Call string `json:"call"`
}

func (s *finishStep) carryOut(ctx context.Context, calls *calls) (any, error) {
	call, err := calls.findStarted(s.Call)
	if err != nil {
		return nil, err
	}
	return call.finish(ctx)
}
