package client

import (
	"context"

	pb "routeguide.interop.test/go/routeguide"
)

// GetFeature asks for the feature at a point.
func GetFeature(ctx context.Context, stub pb.RouteGuideClient) Call[*pb.Point, *pb.Feature] {
	return newUnary(ctx, stub.GetFeature)
}
