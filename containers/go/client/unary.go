package client

import (
	"context"
	"io"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

// unary is a call of one request and one response.
type unary[Request, Response any] struct {
	ctx    context.Context
	invoke func(context.Context, Request, ...grpc.CallOption) (Response, error)

	over              chan struct{} // closed when what follows is known
	response          Response
	err               error
	initial, trailing metadata.MD

	received bool
}

func newUnary[Request, Response any](
	ctx context.Context,
	invoke func(context.Context, Request, ...grpc.CallOption) (Response, error),
) *unary[Request, Response] {
	return &unary[Request, Response]{ctx: ctx, invoke: invoke, over: make(chan struct{})}
}

func (u *unary[Request, Response]) Send(request Request) error {
	u.response, u.err = u.invoke(u.ctx, request, grpc.Header(&u.initial), grpc.Trailer(&u.trailing))
	close(u.over)
	return nil
}

func (u *unary[Request, Response]) CloseSend() error { return nil }

func (u *unary[Request, Response]) Receive() (Response, error) {
	<-u.over
	var none Response
	if u.err != nil {
		return none, u.err
	}
	if u.received {
		return none, io.EOF
	}
	u.received = true
	return u.response, nil
}

func (u *unary[Request, Response]) Headers() metadata.MD {
	<-u.over
	return u.initial
}

func (u *unary[Request, Response]) Metadata() (initial, trailing metadata.MD) {
	return u.initial, u.trailing
}
