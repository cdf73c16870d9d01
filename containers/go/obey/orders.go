// Package obey makes a server do what request metadata asks for, around its handlers. The words are
// those of interop/model/server-contract.md.
package obey

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	grpcstatus "google.golang.org/grpc/status"

	"routeguide.interop.test/go/status"
)

// orders are what one call asks for.
type orders struct {
	initial, trailing metadata.MD
	headersNow        bool
	delay             time.Duration // a call that ends meanwhile ends the wait
	sleep             time.Duration // nothing ends it
	pace              time.Duration // before each response of a stream; the call's end ends it
	signal            *signal       // nil where none is to be sent
	keep              int           // request messages that the handler is given; -1 for all
	failure           *failure      // nil where the call is not to fail
}

// signal is what the process is to send itself, once so many responses have been written.
type signal struct {
	number syscall.Signal
	writes int // 0: before the handler
}

// failure is how a call is to fail: once so many messages have been read, and so many written.
type failure struct {
	err           error
	reads, writes int
	delay         time.Duration // to wait then
}

var signals = map[string]syscall.Signal{"TERM": syscall.SIGTERM, "KILL": syscall.SIGKILL}

// errThrown is what a fault in a handler would return.
var errThrown = errors.New("obeyed: throw")

func ordersOf(ctx context.Context) (*orders, error) {
	asked, _ := metadata.FromIncomingContext(ctx)
	reader := &reader{asked: asked}
	found := &orders{
		initial:    picked(asked, "x-grpc-test-echo-initial", "x-interop-initial-"),
		trailing:   picked(asked, "x-grpc-test-echo-trailing-bin", "x-interop-trailing-"),
		headersNow: reader.text("x-interop-headers", "", "now") == "now",
		delay:      reader.milliseconds("x-interop-delay-ms"),
		sleep:      reader.milliseconds("x-interop-sleep-ms"),
		pace:       reader.milliseconds("x-interop-pace-ms"),
		keep:       -1,
	}
	if reader.text("x-interop-keep") != "" {
		found.keep = reader.count("x-interop-keep")
	}
	reader.pad(found.initial, "x-interop-padding-initial")
	reader.pad(found.trailing, "x-interop-padding-trailing")
	if name := reader.text("x-interop-signal", "TERM", "KILL"); name != "" {
		found.signal = &signal{signals[name], reader.count("x-interop-signal-writes")}
	}
	if name := reader.text("x-interop-fail"); name != "" && reader.failsNow() {
		found.failure = &failure{
			err:    reader.failure(name),
			reads:  reader.count("x-interop-fail-reads"),
			writes: reader.count("x-interop-fail-writes"),
			delay:  reader.milliseconds("x-interop-fail-delay-ms"),
		}
		if details := asked.Get("x-interop-fail-details-bin"); len(details) > 0 {
			found.trailing.Set("grpc-status-details-bin", details[0])
		}
	}
	return found, reader.err
}

// picked are the entries of that key, and of keys that begin so.
func picked(asked metadata.MD, key, prefix string) metadata.MD {
	chosen := metadata.MD{}
	for name, values := range asked {
		if name == key || strings.HasPrefix(name, prefix) {
			chosen[name] = slices.Clone(values)
		}
	}
	return chosen
}

// reader reads single values, and keeps the first error.
type reader struct {
	asked metadata.MD
	err   error
}

// text is a key's value, "" where it is absent; one of those that are allowed, where some are.
func (r *reader) text(key string, allowed ...string) string {
	values := r.asked.Get(key)
	if len(values) == 0 {
		return ""
	}
	if len(allowed) > 0 && !slices.Contains(allowed, values[0]) {
		r.refuse(key, values[0])
	}
	return values[0]
}

func (r *reader) count(key string) int {
	text := r.text(key)
	if text == "" {
		return 0
	}
	number, err := strconv.ParseUint(text, 10, 30)
	if err != nil {
		r.refuse(key, text)
	}
	return int(number)
}

func (r *reader) milliseconds(key string) time.Duration {
	return time.Duration(r.count(key)) * time.Millisecond
}

// failsNow is false for an attempt beyond those that are to fail: a client that tries again says how
// often it has tried already.
func (r *reader) failsNow() bool {
	attempts := r.count("x-interop-fail-attempts")
	return attempts == 0 || r.count("grpc-previous-rpc-attempts") < attempts
}

func (r *reader) failure(name string) error {
	if name == "THROW" {
		return errThrown
	}
	code, ok := status.Code(name)
	if !ok || code == codes.OK {
		r.refuse("x-interop-fail", name)
	}
	times := 1
	if len(r.asked.Get("x-interop-fail-message-times")) > 0 {
		times = r.count("x-interop-fail-message-times")
	}
	return grpcstatus.Error(code, strings.Repeat(r.text("x-interop-fail-message-bin"), times))
}

// pad adds a value as long as the key says, where it has a length at all.
func (r *reader) pad(md metadata.MD, key string) {
	if characters := r.count(key); characters > 0 {
		md.Set("x-interop-padding", strings.Repeat("x", characters))
	}
}

func (r *reader) refuse(key, value string) {
	if r.err == nil {
		r.err = grpcstatus.Errorf(codes.InvalidArgument, "%s: %s", key, value)
	}
}
