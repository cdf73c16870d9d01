package client

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// UnknownMethod calls any method by its full path, unary, with an empty message each way.
func UnknownMethod(ctx context.Context, channel grpc.ClientConnInterface, path string) Call[*emptypb.Empty, *emptypb.Empty] {
	return newUnary(ctx, func(ctx context.Context, request *emptypb.Empty, options ...grpc.CallOption) (*emptypb.Empty, error) {
		response := &emptypb.Empty{}
		return response, channel.Invoke(ctx, path, request, response, options...)
	})
}
