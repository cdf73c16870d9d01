package driver

import (
	"context"
	"fmt"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/emptypb"

	"routeguide.interop.test/go/client"
	pb "routeguide.interop.test/go/routeguide"
)

// method is what a driver must know of a method.
type method struct {
	sendsOnce bool // takes exactly one message, which starts and half-closes the call
	request   protoreflect.MessageType
	begin     func(context.Context, *grpc.ClientConn) exchange
}

// exchange is a client.Call whose messages' types are known at run time only.
type exchange interface {
	Send(proto.Message) error
	CloseSend() error
	Receive() (proto.Message, error)
	Metadata() (initial, trailing metadata.MD)
}

var methods = map[string]*method{
	"GetFeature":   {true, typeOf(&pb.Point{}), begin(client.GetFeature)},
	"ListFeatures": {true, typeOf(&pb.Rectangle{}), begin(client.ListFeatures)},
	"RecordRoute":  {false, typeOf(&pb.Point{}), begin(client.RecordRoute)},
	"RouteChat":    {false, typeOf(&pb.RouteNote{}), begin(client.RouteChat)},
}

// findMethod knows RouteGuide's methods by name, and any other by its full path.
func findMethod(name string) (*method, error) {
	if found, ok := methods[name]; ok {
		return found, nil
	}
	if !strings.HasPrefix(name, "/") {
		return nil, fmt.Errorf("unknown method %q: expected one of RouteGuide's, or a path that begins with /", name)
	}
	unknown := func(ctx context.Context, channel *grpc.ClientConn) exchange {
		return untyped[*emptypb.Empty, *emptypb.Empty]{client.UnknownMethod(ctx, channel, name)}
	}
	return &method{true, typeOf(&emptypb.Empty{}), unknown}, nil
}

func typeOf(message proto.Message) protoreflect.MessageType { return message.ProtoReflect().Type() }

func begin[Request, Response proto.Message](
	open func(context.Context, pb.RouteGuideClient) client.Call[Request, Response],
) func(context.Context, *grpc.ClientConn) exchange {
	return func(ctx context.Context, channel *grpc.ClientConn) exchange {
		return untyped[Request, Response]{open(ctx, pb.NewRouteGuideClient(channel))}
	}
}

// untyped makes an exchange of a typed call. Its request type is the method's, so Send cannot meet
// another.
type untyped[Request, Response proto.Message] struct {
	client.Call[Request, Response]
}

func (u untyped[Request, Response]) Send(message proto.Message) error {
	return u.Call.Send(message.(Request))
}

func (u untyped[Request, Response]) Receive() (proto.Message, error) {
	return u.Call.Receive()
}
