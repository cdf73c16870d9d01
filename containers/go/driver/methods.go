package driver

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/emptypb"

	"routeguide.interop.test/go/client"
	pb "routeguide.interop.test/go/routeguide"
)

// method is what a driver must know of a method.
type method struct {
	sendsOnce bool // takes exactly one message, which starts and half-closes the call
	parse     func(json.RawMessage) (any, error)
	begin     func(context.Context, grpc.ClientConnInterface) exchange
}

// exchange is a client.Call whose messages' types are known at run time only.
type exchange interface {
	// Send takes what the method's parse has made.
	Send(any) error
	CloseSend() error
	// Receive returns a message as it is reported.
	Receive() (any, error)
	Headers() metadata.MD
	Metadata() (initial, trailing metadata.MD)
}

var methods = map[string]*method{
	"GetFeature":   {true, parse(&pb.Point{}), begin(client.GetFeature)},
	"ListFeatures": {true, parse(&pb.Rectangle{}), begin(client.ListFeatures)},
	"RecordRoute":  {false, parse(&pb.Point{}), begin(client.RecordRoute)},
	"RouteChat":    {false, parse(&pb.RouteNote{}), begin(client.RouteChat)},
}

// findMethod knows RouteGuide's methods by name, and any other by its full path.
func findMethod(name string) (*method, error) {
	if found, ok := methods[name]; ok {
		return found, nil
	}
	if !strings.HasPrefix(name, "/") {
		return nil, fmt.Errorf("unknown method %q: expected one of RouteGuide's, or a path that begins with /", name)
	}
	unknown := func(ctx context.Context, channel grpc.ClientConnInterface) exchange {
		return untyped[*emptypb.Empty, *emptypb.Empty]{client.UnknownMethod(ctx, channel, name)}
	}
	return &method{true, parse(&emptypb.Empty{}), unknown}, nil
}

// parse reads messages like the given one.
func parse(like proto.Message) func(json.RawMessage) (any, error) {
	return func(raw json.RawMessage) (any, error) {
		message := like.ProtoReflect().New()
		return message.Interface(), fromJSON(raw, message)
	}
}

func begin[Request, Response proto.Message](
	open func(context.Context, pb.RouteGuideClient) client.Call[Request, Response],
) func(context.Context, grpc.ClientConnInterface) exchange {
	return func(ctx context.Context, channel grpc.ClientConnInterface) exchange {
		return untyped[Request, Response]{open(ctx, pb.NewRouteGuideClient(channel))}
	}
}

// untyped makes an exchange of a typed call. Its request type is the method's, so Send cannot meet
// another.
type untyped[Request, Response proto.Message] struct {
	client.Call[Request, Response]
}

func (u untyped[Request, Response]) Send(message any) error {
	return u.Call.Send(message.(Request))
}

func (u untyped[Request, Response]) Receive() (any, error) {
	message, err := u.Call.Receive()
	if err != nil {
		return nil, err
	}
	return toJSON(message), nil
}
