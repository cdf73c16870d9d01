package client

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	pb "routeguide.interop.test/go/routeguide"
)

// ListFeatures asks for the features in a rectangle.
func ListFeatures(ctx context.Context, stub pb.RouteGuideClient) Call[*pb.Rectangle, *pb.Feature] {
	return &listFeatures{ctx: ctx, stub: stub, started: make(chan struct{})}
}

type listFeatures struct {
	ctx  context.Context
	stub pb.RouteGuideClient

	started chan struct{} // closed when what follows is known
	stream  grpc.ServerStreamingClient[pb.Feature]
	err     error
}

func (l *listFeatures) Send(area *pb.Rectangle) error {
	l.stream, l.err = l.stub.ListFeatures(l.ctx, area)
	close(l.started)
	return l.err
}

func (l *listFeatures) CloseSend() error { return nil }

func (l *listFeatures) Receive() (*pb.Feature, error) {
	<-l.started
	if l.err != nil {
		return nil, l.err
	}
	return l.stream.Recv()
}

func (l *listFeatures) Headers() metadata.MD {
	<-l.started
	if l.err != nil {
		return nil
	}
	return streamHeaders(l.stream)
}

func (l *listFeatures) Metadata() (initial, trailing metadata.MD) {
	if l.err != nil {
		return nil, nil
	}
	return streamMetadata(l.stream)
}
