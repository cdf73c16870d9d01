package server

import (
	"context"

	"google.golang.org/protobuf/proto"

	pb "routeguide.interop.test/go/routeguide"
)

// GetFeature answers with the first feature at the point, or with an unnamed one there.
func (s *RouteGuide) GetFeature(_ context.Context, point *pb.Point) (*pb.Feature, error) {
	for _, feature := range s.features {
		if proto.Equal(feature.Location, point) {
			return feature, nil
		}
	}
	return &pb.Feature{Location: point}, nil
}
