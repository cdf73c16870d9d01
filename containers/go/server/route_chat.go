package server

import (
	"io"
	"slices"

	"google.golang.org/grpc"

	pb "routeguide.interop.test/go/routeguide"
)

// place is where notes are left: notes with equal coordinates share it.
type place struct{ latitude, longitude int32 }

// RouteChat answers each note with every note that any caller left at its place since the server
// started, oldest first, the new one included.
func (s *RouteGuide) RouteChat(stream grpc.BidiStreamingServer[pb.RouteNote, pb.RouteNote]) error {
	for {
		note, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		for _, left := range s.leave(note) {
			if err := stream.Send(left); err != nil {
				return err
			}
		}
	}
}

// leave keeps the note and returns all notes at its place, as they are now.
func (s *RouteGuide) leave(note *pb.RouteNote) []*pb.RouteNote {
	// Fields and not getters: a note without a location kills the process, as in the document.
	at := place{note.Location.Latitude, note.Location.Longitude}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.notes[at] = append(s.notes[at], note)
	return slices.Clone(s.notes[at]) // a copy, so that a slow reader does not hold the lock
}
