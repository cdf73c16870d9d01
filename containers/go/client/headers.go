package client

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/stats"
)

type headersKey struct{}

// WithHeaders is a context whose call says so as soon as initial metadata arrives, over a channel that
// was made with WatchHeaders.
func WithHeaders(ctx context.Context, arrived func(metadata.MD)) context.Context {
	return context.WithValue(ctx, headersKey{}, arrived)
}

// WatchHeaders makes a channel do what WithHeaders promises.
func WatchHeaders() grpc.DialOption { return grpc.WithStatsHandler(headersWatch{}) }

type headersWatch struct{}

func (headersWatch) TagRPC(ctx context.Context, _ *stats.RPCTagInfo) context.Context { return ctx }

func (headersWatch) HandleRPC(ctx context.Context, event stats.RPCStats) {
	if header, ok := event.(*stats.InHeader); ok {
		if arrived, ok := ctx.Value(headersKey{}).(func(metadata.MD)); ok {
			arrived(header.Header)
		}
	}
}

func (headersWatch) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }

func (headersWatch) HandleConn(context.Context, stats.ConnStats) {}
