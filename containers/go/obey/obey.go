package obey

import (
	"context"
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
		return nil, failure.now()
	}
	response, err := handle(ctx, request)
	if err == nil && failure != nil {
		return nil, failure.now()
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
	if orders.failure == nil {
		return handle(server, stream)
	}
	failing := &failingStream{ServerStream: stream, failure: orders.failure, answersMany: call.IsServerStream}
	if failing.isDue() {
		return orders.failure.now()
	}
	if err := handle(server, failing); err != nil && !failing.failed {
		return err
	}
	return orders.failure.now()
}

// now is the error, once the time to wait is over.
func (f *failure) now() error {
	time.Sleep(f.delay)
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
	select {
	case <-time.After(o.delay):
		return nil
	case <-ctx.Done():
		if o.delay == 0 {
			return nil
		}
		return grpcstatus.FromContextError(ctx.Err()).Err()
	}
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
