package client

import (
	"context"
	"fmt"
	"io"
	"slices"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

// Raw calls any method by its full path, in the mode that desc describes, with messages as they are
// on the wire. A call of one request starts at its Send.
func Raw(ctx context.Context, channel grpc.ClientConnInterface, path string, desc *grpc.StreamDesc) Call[[]byte, []byte] {
	if !desc.ClientStreams && !desc.ServerStreams {
		return newUnary(ctx, func(ctx context.Context, request []byte, options ...grpc.CallOption) (response []byte, err error) {
			err = channel.Invoke(ctx, path, &request, &response, append(options, grpc.ForceCodec(bytesCodec{}))...)
			return response, err
		})
	}
	call := &raw{ctx: ctx, channel: channel, path: path, desc: desc, started: make(chan struct{})}
	if desc.ClientStreams {
		call.start()
	}
	return call
}

// raw is a call of any mode but unary.
type raw struct {
	ctx     context.Context
	channel grpc.ClientConnInterface
	path    string
	desc    *grpc.StreamDesc

	started  chan struct{} // closed when what follows is known
	stream   grpc.ClientStream
	err      error // of the start
	received bool
}

func (r *raw) start() {
	r.stream, r.err = r.channel.NewStream(r.ctx, r.desc, r.path, grpc.ForceCodec(bytesCodec{}))
	close(r.started)
}

func (r *raw) Send(message []byte) error {
	if !r.desc.ClientStreams {
		r.start()
	}
	if r.err != nil {
		return io.EOF
	}
	if err := r.stream.SendMsg(&message); err != nil {
		return err
	}
	if !r.desc.ClientStreams {
		return r.stream.CloseSend()
	}
	return nil
}

func (r *raw) CloseSend() error {
	if r.err != nil {
		return io.EOF
	}
	return r.stream.CloseSend()
}

func (r *raw) Receive() ([]byte, error) {
	<-r.started
	if r.err != nil {
		return nil, r.err
	}
	if r.received && !r.desc.ServerStreams {
		return nil, io.EOF
	}
	var message []byte
	if err := r.stream.RecvMsg(&message); err != nil {
		return nil, err
	}
	r.received = true
	return message, nil
}

func (r *raw) Headers() metadata.MD {
	<-r.started
	if r.err != nil {
		return nil
	}
	return streamHeaders(r.stream)
}

func (r *raw) Metadata() (initial, trailing metadata.MD) {
	if r.err != nil {
		return nil, nil
	}
	return streamMetadata(r.stream)
}

// bytesCodec puts bytes on the wire and takes them from it. It has no name, so that the content
// type is the one that calls with messages have.
type bytesCodec struct{}

func (bytesCodec) Name() string { return "" }

func (bytesCodec) Marshal(message any) ([]byte, error) {
	bytes, ok := message.(*[]byte)
	if !ok {
		return nil, fmt.Errorf("expected bytes, got %T", message)
	}
	return *bytes, nil
}

func (bytesCodec) Unmarshal(data []byte, message any) error {
	bytes, ok := message.(*[]byte)
	if !ok {
		return fmt.Errorf("expected bytes, got %T", message)
	}
	*bytes = slices.Clone(data)
	return nil
}
