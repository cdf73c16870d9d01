package driver

import (
	"context"
	"sync"

	"google.golang.org/grpc/metadata"
)

// headers are a call's initial metadata, which come once or never.
type headers struct {
	see     func(string)
	once    sync.Once
	arrived chan struct{} // closed when initial is set
	initial metadata.MD
}

func newHeaders(see func(string)) *headers {
	return &headers{see: see, arrived: make(chan struct{})}
}

func (h *headers) arrive(initial metadata.MD) {
	h.once.Do(func() {
		h.see("headers")
		h.initial = initial
		close(h.arrived)
	})
}

// headersResult is what a receive_headers step saw.
type headersResult struct {
	Initial metaList `json:"initial"`
	Ended   bool     `json:"ended,omitempty"` // without headers
}

// receiveHeaders waits for the initial metadata, or for the end where there is none.
func (c *call) receiveHeaders(ctx context.Context) (*headersResult, error) {
	settled := make(chan struct{})
	go func() {
		<-c.begun
		if initial := c.exchange.Headers(); initial != nil {
			c.headers.arrive(initial)
		}
		close(settled)
	}()
	select {
	case <-c.headers.arrived:
	case <-settled:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case <-c.headers.arrived:
		initial, _, _ := received(c.headers.initial, nil)
		return &headersResult{Initial: initial}, nil
	default:
		return &headersResult{Initial: metaList{}, Ended: true}, nil
	}
}
