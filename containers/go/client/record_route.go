package client

import (
	"context"
	"io"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	pb "routeguide.interop.test/go/routeguide"
)

// RecordRoute opens a call that sums up the points sent on it.
func RecordRoute(ctx context.Context, stub pb.RouteGuideClient) Call[*pb.Point, *pb.RouteSummary] {
	stream, err := stub.RecordRoute(ctx)
	return &recordRoute{stream: stream, err: err}
}

type recordRoute struct {
	stream   grpc.ClientStreamingClient[pb.Point, pb.RouteSummary]
	err      error // of the start
	received bool
}

func (r *recordRoute) Send(point *pb.Point) error {
	if r.err != nil {
		return io.EOF
	}
	return r.stream.Send(point)
}

func (r *recordRoute) CloseSend() error {
	if r.err != nil {
		return io.EOF
	}
	return r.stream.CloseSend()
}

// Receive is the stub's CloseAndRecv without its half-close, which is a step of its own here.
func (r *recordRoute) Receive() (*pb.RouteSummary, error) {
	if r.err != nil {
		return nil, r.err
	}
	if r.received {
		return nil, io.EOF
	}
	summary := &pb.RouteSummary{}
	if err := r.stream.RecvMsg(summary); err != nil {
		return nil, err
	}
	r.received = true
	return summary, nil
}

func (r *recordRoute) Headers() metadata.MD {
	if r.err != nil {
		return nil
	}
	return streamHeaders(r.stream)
}

func (r *recordRoute) Metadata() (initial, trailing metadata.MD) {
	if r.err != nil {
		return nil, nil
	}
	return streamMetadata(r.stream)
}
