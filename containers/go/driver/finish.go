package driver

import (
	"errors"
	"io"

	grpcstatus "google.golang.org/grpc/status"

	"routeguide.interop.test/go/status"
)

// finishResult is how a call ended.
type finishResult struct {
	Messages []any    `json:"messages"`
	Initial  metaList `json:"initial"`
	Status   string   `json:"status"`
	Details  string   `json:"details"`
	Trailing metaList `json:"trailing"`
	Reserved metaList `json:"reserved"`
}

func newFinishResult(messages []any, end error, call exchange) *finishResult {
	if errors.Is(end, io.EOF) {
		end = nil // io.EOF is how the end with OK is read
	}
	initial, trailing, reserved := received(call.Metadata())
	return &finishResult{
		Messages: messages,
		Initial:  initial,
		Status:   status.Name(grpcstatus.Code(end)),
		Details:  grpcstatus.Convert(end).Message(),
		Trailing: trailing,
		Reserved: reserved,
	}
}
