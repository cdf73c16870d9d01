package driver

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"routeguide.interop.test/go/client"
)

// call is one call of a job. Only the job's goroutine uses its methods.
type call struct {
	method   *method
	channel  grpc.ClientConnInterface
	ctx      context.Context // the job's, with the call's metadata
	deadline *time.Duration  // from the start; nil for none

	started    bool
	halfClosed bool
	cancelled  bool

	stop     context.CancelFunc // set by start
	begun    chan struct{}      // closed when exchange is set
	exchange exchange
	outbox   outbox
	inbox    inbox
	headers  *headers
	see      func(string) // notes an event on the job's time line
}

// newCall makes a call as its open step says, and starts it, unless its one message is to do that.
func newCall(ctx context.Context, channel grpc.ClientConnInterface, step *openStep, see func(string)) (*call, error) {
	method, err := step.method()
	if err != nil {
		return nil, err
	}
	sent, err := step.Metadata.outgoing()
	if err != nil {
		return nil, err
	}
	if step.WaitForReady {
		channel = waiting{channel}
	}
	headers := newHeaders(see)
	c := &call{
		method:  method,
		channel: channel,
		ctx:     client.WithHeaders(metadata.NewOutgoingContext(ctx, sent), headers.arrive),
		begun:   make(chan struct{}),
		headers: headers,
		see:     see,
	}
	if step.DeadlineMS != nil {
		deadline := time.Duration(*step.DeadlineMS * float64(time.Millisecond))
		c.deadline = &deadline
	}
	c.inbox.receive = func() (any, error) {
		<-c.begun
		message, end := c.exchange.Receive()
		if end == nil {
			see("message")
		} else {
			see("status")
		}
		return message, end
	}
	if !method.sendsOnce {
		c.start()
	}
	return c, nil
}

func (s *openStep) method() (*method, error) {
	if s.Raw != nil {
		return rawMethod(s.Method, *s.Raw)
	}
	return findMethod(s.Method)
}

func (c *call) start() {
	var ctx context.Context
	if c.deadline == nil {
		ctx, c.stop = context.WithCancel(c.ctx)
	} else {
		ctx, c.stop = context.WithTimeout(c.ctx, *c.deadline)
	}
	c.started = true
	// Before the library hears of it, so that nothing of the call can be seen earlier.
	c.see("start")
	c.outbox.then(func() {
		c.exchange = c.method.begin(ctx, c.channel)
		close(c.begun)
	})
}

// send hands a message to the outbox, so many times. A call that is over drops it: finish tells why.
func (c *call) send(raw json.RawMessage, times int) error {
	if c.halfClosed {
		return errors.New("the call is half-closed: it takes no more messages")
	}
	request, err := c.method.parse(raw)
	if err != nil {
		return err
	}
	if c.method.sendsOnce {
		c.halfClosed = true
		c.start()
		c.see("sent") // it belongs to the start; Send returns when a unary call is over
		c.outbox.then(func() { _ = c.exchange.Send(request) })
		return nil
	}
	c.outbox.then(func() {
		for range times {
			if c.exchange.Send(request) != nil {
				return
			}
			c.see("sent")
		}
	})
	return nil
}

// halfClose is nothing where the call is half-closed already.
func (c *call) halfClose() {
	if !c.halfClosed {
		c.halfClosed = true
		c.outbox.then(func() {
			if c.exchange.CloseSend() == nil {
				c.see("half_closed")
			}
		})
	}
}

func (c *call) cancel() {
	c.cancelled = true
	c.see("cancelled")
	c.stop()
}

// finish reads to the call's end, and reports it with the messages not received before.
func (c *call) finish(ctx context.Context) (*finishResult, error) {
	messages := []any{}
	for {
		next := c.inbox.take(ctx)
		if next == nil {
			return nil, ctx.Err()
		}
		if next.end != nil {
			return newFinishResult(messages, next.end, c.exchange), nil
		}
		if !c.cancelled {
			messages = append(messages, next.message)
		}
	}
}
