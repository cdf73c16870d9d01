package client

import (
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

// streamHeaders waits for the initial metadata; nil where the stream ended without.
func streamHeaders(stream grpc.ClientStream) metadata.MD {
	initial, _ := stream.Header() // an error repeats what Receive will return
	return initial
}

// streamMetadata is what the server sent around the messages of a stream that is over.
func streamMetadata(stream grpc.ClientStream) (initial, trailing metadata.MD) {
	initial, _ = stream.Header() // an error repeats what Receive has returned
	return initial, stream.Trailer()
}
