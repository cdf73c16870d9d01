package witness

import (
	"context"

	"google.golang.org/grpc/stats"
)

// encodings notes each call's grpc-encoding, which interceptors do not see, in its context.
type encodings struct{}

type encodingKey struct{}

func (encodings) TagRPC(ctx context.Context, _ *stats.RPCTagInfo) context.Context {
	return context.WithValue(ctx, encodingKey{}, new(string))
}

func (encodings) HandleRPC(ctx context.Context, event stats.RPCStats) {
	if header, ok := event.(*stats.InHeader); ok {
		if noted, ok := ctx.Value(encodingKey{}).(*string); ok {
			*noted = header.Compression
		}
	}
}

func (encodings) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }

func (encodings) HandleConn(context.Context, stats.ConnStats) {}

// encodingOf is nil where the request named none.
func encodingOf(ctx context.Context) *string {
	noted, ok := ctx.Value(encodingKey{}).(*string)
	if !ok || *noted == "" {
		return nil
	}
	return noted
}
