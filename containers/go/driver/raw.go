package driver

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"routeguide.interop.test/go/client"
)

// rawModes are the modes of raw calls, as grpc-go describes them.
var rawModes = map[string]*grpc.StreamDesc{
	"unary":                   {},
	"server_streaming":        {ServerStreams: true},
	"client_streaming":        {ClientStreams: true},
	"bidirectional_streaming": {ServerStreams: true, ClientStreams: true},
}

// rawMessage is a message of a raw call.
type rawMessage struct {
	Base64 string `json:"base64"`
}

// rawMethod is a method by its full path, whose messages are bytes.
func rawMethod(path, mode string) (*method, error) {
	desc, ok := rawModes[mode]
	if !ok {
		return nil, fmt.Errorf("raw: unknown mode %q", mode)
	}
	if !strings.HasPrefix(path, "/") {
		return nil, fmt.Errorf("raw: expected a path that begins with /, got %q", path)
	}
	return &method{
		sendsOnce: !desc.ClientStreams,
		parse:     parseBytes,
		begin: func(ctx context.Context, channel grpc.ClientConnInterface) exchange {
			return rawExchange{client.Raw(ctx, channel, path, desc)}
		},
	}, nil
}

func parseBytes(raw json.RawMessage) (any, error) {
	var message rawMessage
	if err := strict(raw, &message); err != nil {
		return nil, fmt.Errorf("raw message: %w", err)
	}
	bytes, err := base64.StdEncoding.DecodeString(message.Base64)
	if err != nil {
		return nil, fmt.Errorf("raw message: base64: %w", err)
	}
	return bytes, nil
}

// rawExchange is an exchange of bytes, that reports them as it received them.
type rawExchange struct {
	call client.Call[[]byte, []byte]
}

func (r rawExchange) Send(message any) error { return r.call.Send(message.([]byte)) }

func (r rawExchange) CloseSend() error { return r.call.CloseSend() }

func (r rawExchange) Receive() (any, error) {
	bytes, err := r.call.Receive()
	if err != nil {
		return nil, err
	}
	return map[string]any{"base64": shorten(base64.StdEncoding.EncodeToString(bytes))}, nil
}

func (r rawExchange) Headers() metadata.MD { return r.call.Headers() }

func (r rawExchange) Metadata() (initial, trailing metadata.MD) { return r.call.Metadata() }
