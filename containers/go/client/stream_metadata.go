package client

import (
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

// streamMetadata is what the server sent around the messages of a stream that is over.
func streamMetadata(stream grpc.ClientStream) (initial, trailing metadata.MD) {
	initial, _ = stream.Header() // an error repeats what Receive has returned
	return initial, stream.Trailer()
}
