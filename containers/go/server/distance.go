package server

import (
	"math"

	pb "routeguide.interop.test/go/routeguide"
)

const (
	unitsPerDegree = 1e7     // a Point's coordinates are in E7
	earthRadius    = 6371000 // metres
)

// distance is the length of a leg along the great circle, by the haversine formula, in whole metres.
//
// Near some antipodes rounding makes the root imaginary and the result NaN, which amd64 converts to
// the least int32. The order of the operations decides which antipodes: it is the document's.
func distance(from, to *pb.Point) int32 {
	latitude1, longitude1 := radians(from.Latitude), radians(from.Longitude)
	latitude2, longitude2 := radians(to.Latitude), radians(to.Longitude)
	north, east := math.Sin((latitude2-latitude1)/2), math.Sin((longitude2-longitude1)/2)

	a := north*north + math.Cos(latitude1)*math.Cos(latitude2)*east*east
	c := 2 * math.Atan2(math.Sqrt(a), math.Sqrt(1-a))
	return int32(earthRadius * c)
}

func radians(coordinate int32) float64 {
	return float64(coordinate) / unitsPerDegree * math.Pi / 180
}
