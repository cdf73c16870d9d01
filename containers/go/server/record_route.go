package server

import (
	"io"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	pb "routeguide.interop.test/go/routeguide"
)

// RecordRoute sums up a route: its points, the features at them, its length in whole metres per leg
// (summed in an int32, which wraps), and the whole seconds it took.
func (s *RouteGuide) RecordRoute(stream grpc.ClientStreamingServer[pb.Point, pb.RouteSummary]) error {
	summary := &pb.RouteSummary{}
	var previous *pb.Point
	started := time.Now()
	for {
		point, err := stream.Recv()
		if err == io.EOF {
			summary.ElapsedTime = int32(time.Since(started).Seconds())
			return stream.SendAndClose(summary)
		}
		if err != nil {
			return err
		}
		summary.PointCount++
		summary.FeatureCount += s.countAt(point)
		if previous != nil {
			summary.Distance += distance(previous, point)
		}
		previous = point
	}
}

// countAt counts the features at a point; several at one point count severally.
func (s *RouteGuide) countAt(point *pb.Point) (count int32) {
	for _, feature := range s.features {
		if proto.Equal(feature.Location, point) {
			count++
		}
	}
	return count
}
