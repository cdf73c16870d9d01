package obey

import (
	"google.golang.org/grpc"
)

// keepingStream gives the handler the first messages, and reads the others to throw them away.
type keepingStream struct {
	grpc.ServerStream
	left int
}

func (s *keepingStream) RecvMsg(message any) error {
	for {
		if err := s.ServerStream.RecvMsg(message); err != nil {
			return err
		}
		if s.left > 0 {
			s.left--
			return nil
		}
	}
}
