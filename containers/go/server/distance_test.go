package server

import (
	"math"
	"testing"

	pb "routeguide.interop.test/go/routeguide"
)

func TestDistance(t *testing.T) {
	cases := []struct {
		title    string
		from, to *pb.Point
		metres   int32
	}{
		{"no leg has no length", &pb.Point{}, &pb.Point{}, 0},
		{"half the equator is half the circumference", &pb.Point{}, &pb.Point{Longitude: 1800000000}, 20015086},
		{"a leg is truncated, not rounded", &pb.Point{Latitude: 407838351, Longitude: -746143763},
			&pb.Point{Latitude: 408122808, Longitude: -743999179}, 18327},
		{"an antipode whose root is imaginary is the least int32", &pb.Point{Latitude: -899800000},
			&pb.Point{Latitude: 899800000, Longitude: 1800000000}, math.MinInt32},
	}
	for _, c := range cases {
		t.Run(c.title, func(t *testing.T) {
			if got := distance(c.from, c.to); got != c.metres {
				t.Errorf("expected %d metres, got %d", c.metres, got)
			}
		})
	}
}
