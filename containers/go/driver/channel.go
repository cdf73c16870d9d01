package driver

import (
	"context"
	"math"
	"slices"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"

	"routeguide.interop.test/go/client"
)

// minConnectTimeout is grpc-go's own.
const minConnectTimeout = 20 * time.Second

// ChannelOptions are how a channel is to be other than grpc-go has it; nil means as it has it.
type ChannelOptions struct {
	MaxReceiveBytes *int    `json:"max_receive_bytes,omitempty"` // -1 for no limit
	Compression     *string `json:"compression,omitempty"`       // gzip
	ServiceConfig   *string `json:"service_config,omitempty"`    // JSON
	IdleMS          *int    `json:"idle_ms,omitempty"`
	ReconnectMS     *int    `json:"reconnect_ms,omitempty"` // between failed attempts to connect
	WindowBytes     *int32  `json:"window_bytes,omitempty"` // of flow control; grpc-go then leaves it alone
}

// UnmarshalJSON refuses unknown keys.
func (o *ChannelOptions) UnmarshalJSON(raw []byte) error {
	type plain ChannelOptions
	return strict(raw, (*plain)(o))
}

// dial is the same as grpc-go takes it.
func (o *ChannelOptions) dial() (options []grpc.DialOption) {
	if o == nil {
		return nil
	}
	if o.MaxReceiveBytes != nil {
		most := *o.MaxReceiveBytes
		if most < 0 {
			most = math.MaxInt32
		}
		options = append(options, grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(most)))
	}
	if o.Compression != nil {
		options = append(options, grpc.WithDefaultCallOptions(grpc.UseCompressor(*o.Compression)))
	}
	if o.ServiceConfig != nil {
		options = append(options, grpc.WithDefaultServiceConfig(*o.ServiceConfig))
	}
	if o.IdleMS != nil {
		options = append(options, grpc.WithIdleTimeout(time.Duration(*o.IdleMS)*time.Millisecond))
	}
	if o.ReconnectMS != nil {
		delay := time.Duration(*o.ReconnectMS) * time.Millisecond
		options = append(options, grpc.WithConnectParams(grpc.ConnectParams{
			Backoff:           backoff.Config{BaseDelay: delay, Multiplier: 1, MaxDelay: delay},
			MinConnectTimeout: minConnectTimeout,
		}))
	}
	if o.WindowBytes != nil {
		options = append(options, grpc.WithInitialWindowSize(*o.WindowBytes), grpc.WithInitialConnWindowSize(*o.WindowBytes))
	}
	return options
}

// open makes the channel of a target.
func (t *Target) open() (*grpc.ClientConn, error) {
	options, err := t.TLS.options()
	if err != nil {
		return nil, err
	}
	return client.NewChannel(t.Address, options, append(t.Channel.dial(), client.WatchHeaders())...)
}

// waiting is a channel whose calls wait for a connection instead of failing at once.
type waiting struct{ grpc.ClientConnInterface }

func (w waiting) Invoke(ctx context.Context, path string, request, response any, options ...grpc.CallOption) error {
	return w.ClientConnInterface.Invoke(ctx, path, request, response, wait(options)...)
}

func (w waiting) NewStream(ctx context.Context, desc *grpc.StreamDesc, path string, options ...grpc.CallOption) (grpc.ClientStream, error) {
	return w.ClientConnInterface.NewStream(ctx, desc, path, wait(options)...)
}

func wait(options []grpc.CallOption) []grpc.CallOption {
	return append(slices.Clone(options), grpc.WaitForReady(true))
}
