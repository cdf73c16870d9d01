// Package client holds RouteGuide's calls, a file per RPC, each on the generated stub of its mode.
package client

import (
	"google.golang.org/grpc/metadata"
)

// Call is one RPC in progress. One goroutine may send while another receives.
//
// Every blocking method returns early, with the fitting status, once the call's context is done.
type Call[Request, Response any] interface {
	// Send sends a message. The calls that take exactly one start by it and are half-closed after
	// it; a unary one is carried out whole. Streaming sends wait for flow control. An error means
	// that the call is over; Receive tells why.
	Send(Request) error
	// CloseSend half-closes.
	CloseSend() error
	// Receive waits for the next message: io.EOF after the end with OK, else the status as error.
	Receive() (Response, error)
	// Headers waits for the initial metadata, and is nil where the call ended without. A unary call
	// tells of it at its end only; WithHeaders is told at once.
	Headers() metadata.MD
	// Metadata is the server's, initial and trailing; complete once Receive has returned an error.
	Metadata() (initial, trailing metadata.MD)
}
