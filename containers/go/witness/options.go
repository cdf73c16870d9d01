package witness

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	grpcstatus "google.golang.org/grpc/status"
)

// Options make a server witness every call. services are the full names of those it serves.
func Options(services ...string) []grpc.ServerOption {
	return []grpc.ServerOption{
		grpc.ChainUnaryInterceptor(watchUnary),
		grpc.ChainStreamInterceptor(watchStream),
		grpc.StatsHandler(encodings{}),
		// Interceptors do not see calls of unknown methods, unless something handles them.
		grpc.UnknownServiceHandler(func(_ any, stream grpc.ServerStream) error {
			return refuse(services, stream)
		}),
	}
}

func watchUnary(ctx context.Context, request any, call *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
	seen := arrival(ctx, call.FullMethod)
	seen.Received = 1
	response, err := handle(ctx, request)
	if err == nil {
		seen.Sent = 1
	}
	seen.tell(ctx, err)
	return response, err
}

func watchStream(server any, stream grpc.ServerStream, call *grpc.StreamServerInfo, handle grpc.StreamHandler) error {
	seen := arrival(stream.Context(), call.FullMethod)
	err := handle(server, &countingStream{stream, seen})
	seen.tell(stream.Context(), err)
	return err
}

// countingStream counts messages as the handler reads and writes them.
type countingStream struct {
	grpc.ServerStream
	seen *sight
}

func (s *countingStream) RecvMsg(message any) error {
	err := s.ServerStream.RecvMsg(message)
	if err == nil {
		s.seen.Received++
	}
	return err
}

func (s *countingStream) SendMsg(message any) error {
	err := s.seen.writing(func() error { return s.ServerStream.SendMsg(message) })
	if err == nil {
		s.seen.Sent++
	}
	return err
}

// refuse answers as grpc-go does where nothing handles unknown methods.
func refuse(services []string, stream grpc.ServerStream) error {
	path, _ := grpc.MethodFromServerStream(stream)
	path = strings.TrimPrefix(path, "/")
	cut := strings.LastIndex(path, "/") // grpc-go refuses a path without one by itself
	service, method := path[:cut], path[cut+1:]
	text := fmt.Sprintf("unknown service %v", service)
	if slices.Contains(services, service) {
		text = fmt.Sprintf("unknown method %v for service %v", method, service)
	}
	return grpcstatus.Error(codes.Unimplemented, text)
}
