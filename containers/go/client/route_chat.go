package client

import (
	"context"
	"io"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	pb "routeguide.interop.test/go/routeguide"
)

// RouteChat opens a call that answers notes with notes.
func RouteChat(ctx context.Context, stub pb.RouteGuideClient) Call[*pb.RouteNote, *pb.RouteNote] {
	stream, err := stub.RouteChat(ctx)
	return &routeChat{stream: stream, err: err}
}

type routeChat struct {
	stream grpc.BidiStreamingClient[pb.RouteNote, pb.RouteNote]
	err    error // of the start
}

func (r *routeChat) Send(note *pb.RouteNote) error {
	if r.err != nil {
		return io.EOF
	}
	return r.stream.Send(note)
}

func (r *routeChat) CloseSend() error {
	if r.err != nil {
		return io.EOF
	}
	return r.stream.CloseSend()
}

func (r *routeChat) Receive() (*pb.RouteNote, error) {
	if r.err != nil {
		return nil, r.err
	}
	return r.stream.Recv()
}

func (r *routeChat) Headers() metadata.MD {
	if r.err != nil {
		return nil
	}
	return streamHeaders(r.stream)
}

func (r *routeChat) Metadata() (initial, trailing metadata.MD) {
	if r.err != nil {
		return nil, nil
	}
	return streamMetadata(r.stream)
}
