package obey

import (
	"context"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	grpcstatus "google.golang.org/grpc/status"
)

// Unary obeys the metadata of unary calls.
func Unary(ctx context.Context, request any, _ *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
	orders, err := ordersOf(ctx)
	if err != nil {
		return nil, err
	}
	begun := orders.begin(ctx, headers{
		set:     func(md metadata.MD) error { return grpc.SetHeader(ctx, md) },
		send:    func(md metadata.MD) error { return grpc.SendHeader(ctx, md) },
		trailer: func(md metadata.MD) { _ = grpc.SetTrailer(ctx, md) },
	})
	if begun != nil {
		return nil, begun
	}
	failure := orders.failure
	if failure != nil && failure.reads <= 1 && failure.writes == 0 {
		return nil, failure.now(ctx)
	}
	response, err := handle(ctx, request)
	if err == nil && failure != nil {
		return nil, failure.now(ctx)
	}
	return response, err
}

// Stream obeys the metadata of streaming calls.
func Stream(server any, stream grpc.ServerStream, call *grpc.StreamServerInfo, handle grpc.StreamHandler) error {
	orders, err := ordersOf(stream.Context())
	if err != nil {
		return err
	}
	if err := orders.begin(stream.Context(), headers{stream.SetHeader, stream.SendHeader, stream.SetTrailer}); err != nil {
		return err
	}
	if call.IsServerStream {
		stream = &pacedStream{ServerStream: stream, orders: orders}
	}
	if orders.keep >= 0 {
		stream = &keepingStream{ServerStream: stream, left: orders.keep}
	}
	if orders.failure == nil {
		return handle(server, stream)
	}
	failing := &failingStream{ServerStream: stream, failure: orders.failure, answersMany: call.IsServerStream}
	if failing.isDue() {
		return orders.failure.now(stream.Context())
	}
	if err := handle(server, failing); err != nil && !failing.failed {
		return err
	}
	return orders.failure.now(stream.Context())
}

// now is the error, once the time to wait, or the call, is over.
func (f *failure) now(ctx context.Context) error {
	if err := wait(ctx, f.delay); err != nil {
		return err
	}
	return f.err
}

// headers are the ways to send metadata, which differ between unary and streaming calls.
type headers struct {
	set, send func(metadata.MD) error
	trailer   func(metadata.MD)
}

// begin does what comes before the handler. An error ends the call without it.
func (o *orders) begin(ctx context.Context, to headers) error {
	to.trailer(o.trailing)
	if o.headersNow {
		if err := to.send(o.initial); err != nil {
			return err
		}
	} else if err := to.set(o.initial); err != nil {
		return err
	}
	time.Sleep(o.sleep)
	if err := wait(ctx, o.delay); err != nil {
		return err
	}
	o.signal.send(0)
	return nil
}

// wait ends early, with an error, where the call ends meanwhile.
func wait(ctx context.Context, delay time.Duration) error {
	if delay == 0 {
		return nil
	}
	select {
	case <-time.After(delay):
		return nil
	case <-ctx.Done():
		return grpcstatus.FromContextError(ctx.Err()).Err()
	}
}

// send ends the process, where it is time: this server lives through no signal that it can be told to
// send. The thread that the signal reaches may be another one; nothing more is done on this.
func (s *signal) send(writes int) {
	if s == nil || s.writes != writes {
		return
	}
	_ = syscall.Kill(syscall.Getpid(), s.number)
	select {}
}

// pacedStream takes its time over each response, and sends a signal after so many.
type pacedStream struct {
	grpc.ServerStream
	orders *orders
	writes int
}

func (s *pacedStream) SendMsg(message any) error {
	if err := wait(s.Context(), s.orders.pace); err != nil {
		return err
	}
	if err := s.ServerStream.SendMsg(message); err != nil {
		return err
	}
	s.writes++
	s.orders.signal.send(s.writes)
	return nil
}

// failingStream fails once so many messages have been read and written.
type failingStream struct {
	grpc.ServerStream
	failure       *failure
	answersMany   bool // false where the handler ends with its only message
	reads, writes int
	failed        bool
}

func (s *failingStream) isDue() bool {
	return s.reads >= s.failure.reads && s.writes >= s.failure.writes
}

func (s *failingStream) RecvMsg(message any) error {
	if err := s.ServerStream.RecvMsg(message); err != nil {
		return err
	}
	s.reads++
	return s.fail(s.isDue())
}

func (s *failingStream) SendMsg(message any) error {
	if !s.answersMany {
		return s.fail(true)
	}
	if s.writes >= s.failure.writes {
		return nil // beyond what is to be written
	}
	if err := s.ServerStream.SendMsg(message); err != nil {
		return err
	}
	s.writes++
	return s.fail(s.isDue())
}

// fail ends the handler by an error, where it is time.
func (s *failingStream) fail(due bool) error {
	if !due {
		return nil
	}
	s.failed = true
	return s.failure.err
}
