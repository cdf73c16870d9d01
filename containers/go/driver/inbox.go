package driver

import (
	"context"
)

// arrival is a message as it is reported, or the call's end: io.EOF after OK, else the status as error.
type arrival struct {
	message any
	end     error
}

// inbox is what a call received, in order. It reads only when asked to, one message at a time; a
// read that nobody waited for long enough stays outstanding, and answers the next who asks.
type inbox struct {
	receive     func() (any, error)
	outstanding chan arrival // of the read under way, or nil
	first       *arrival     // read and not taken yet, or nil; the call's end stays here
}

// peek waits for what comes next and leaves it there; nil where ctx was done first.
func (i *inbox) peek(ctx context.Context) *arrival {
	if i.first != nil {
		return i.first
	}
	if i.outstanding == nil {
		answer := make(chan arrival, 1) // room, so that a read that is given up can still end
		i.outstanding = answer
		go func() {
			message, end := i.receive()
			answer <- arrival{message, end}
		}()
	}
	select {
	case next := <-i.outstanding:
		i.first, i.outstanding = &next, nil
		return i.first
	case <-ctx.Done():
		return nil
	}
}

// take is peek, and a message is then gone from the inbox.
func (i *inbox) take(ctx context.Context) *arrival {
	next := i.peek(ctx)
	if next != nil && next.end == nil {
		i.first = nil
	}
	return next
}
