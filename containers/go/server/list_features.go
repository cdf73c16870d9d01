package server

import (
	"google.golang.org/grpc"

	pb "routeguide.interop.test/go/routeguide"
)

// ListFeatures sends every feature within the rectangle, its edges included, in database order.
func (s *RouteGuide) ListFeatures(area *pb.Rectangle, stream grpc.ServerStreamingServer[pb.Feature]) error {
	for _, feature := range s.features {
		if !contains(area, feature.Location) {
			continue
		}
		if err := stream.Send(feature); err != nil {
			return err
		}
	}
	return nil
}

// contains says whether the point lies in the rectangle, whichever way round its corners are given.
//
// Fields and not getters: a missing corner or point is a nil pointer, and the process dies of it as
// the document's program does.
func contains(area *pb.Rectangle, point *pb.Point) bool {
	left, right := min(area.Lo.Longitude, area.Hi.Longitude), max(area.Lo.Longitude, area.Hi.Longitude)
	bottom, top := min(area.Lo.Latitude, area.Hi.Latitude), max(area.Lo.Latitude, area.Hi.Latitude)
	return left <= point.Longitude && point.Longitude <= right &&
		bottom <= point.Latitude && point.Latitude <= top
}
