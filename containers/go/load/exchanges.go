package load

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	pb "routeguide.interop.test/go/routeguide"
)

// Database is the features that a server has, by location; nil where answers are only counted.
type Database map[[2]int32]string

// NewDatabase makes one of a list in which no location comes twice.
func NewDatabase(features []*pb.Feature) Database {
	database := make(Database, len(features))
	for _, feature := range features {
		database[place(feature.Location)] = feature.Name
	}
	return database
}

// check says what is wrong with a feature, nil where nothing is.
func (database Database) check(feature *pb.Feature) error {
	if database == nil {
		return nil
	}
	if want, known := database[place(feature.Location)]; !known || feature.Name != want {
		return fmt.Errorf("feature %q at %v, expected %q", feature.Name, place(feature.Location), want)
	}
	return nil
}

func place(point *pb.Point) [2]int32 {
	return [2]int32{point.GetLatitude(), point.GetLongitude()}
}

// GetFeature asks for one of the points after the other.
func GetFeature(stub pb.RouteGuideClient, points []*pb.Point, database Database) Exchange {
	var asked atomic.Int64
	return func(ctx context.Context) (int64, []time.Duration, error) {
		point := points[(asked.Add(1)-1)%int64(len(points))]
		started := time.Now()
		feature, err := stub.GetFeature(ctx, point)
		if err != nil {
			return 0, nil, err
		}
		if place(feature.Location) != place(point) {
			return 0, nil, fmt.Errorf("a feature at %v, asked for %v", place(feature.Location), place(point))
		}
		return 1, []time.Duration{time.Since(started)}, database.check(feature)
	}
}

// ListFeatures asks for an area, and waits for all of the want features in it.
func ListFeatures(stub pb.RouteGuideClient, area *pb.Rectangle, want int64, database Database) Exchange {
	return func(ctx context.Context) (int64, []time.Duration, error) {
		started := time.Now()
		stream, err := stub.ListFeatures(ctx, area)
		if err != nil {
			return 0, nil, err
		}
		var got int64
		for {
			feature, err := stream.Recv()
			if err == io.EOF {
				break
			}
			if err != nil {
				return 0, nil, err
			}
			if err := database.check(feature); err != nil {
				return 0, nil, err
			}
			got++
		}
		if got != want {
			return 0, nil, fmt.Errorf("%d features, expected %d", got, want)
		}
		return got, []time.Duration{time.Since(started)}, nil
	}
}

// RecordRoute sends perCall of the points, going on where the last call ended, and waits for the summary.
// Each point is a feature's; a route that was sent before must be as long as it was then.
func RecordRoute(stub pb.RouteGuideClient, points []*pb.Point, perCall int) Exchange {
	var sent atomic.Int64
	var lengths sync.Map // by the index of the first point
	return func(ctx context.Context) (int64, []time.Duration, error) {
		first := sent.Add(int64(perCall)) - int64(perCall)
		started := time.Now()
		stream, err := stub.RecordRoute(ctx)
		if err != nil {
			return 0, nil, err
		}
		for i := range int64(perCall) {
			// An error here is io.EOF; CloseAndRecv tells why.
			if stream.Send(points[(first+i)%int64(len(points))]) != nil {
				break
			}
		}
		summary, err := stream.CloseAndRecv()
		if err != nil {
			return 0, nil, err
		}
		if int(summary.PointCount) != perCall || int(summary.FeatureCount) != perCall {
			return 0, nil, fmt.Errorf("%d points and %d features, expected %d", summary.PointCount, summary.FeatureCount, perCall)
		}
		length, known := lengths.LoadOrStore(first%int64(len(points)), summary.Distance)
		if known && length != summary.Distance {
			return 0, nil, fmt.Errorf("a route of %d m, which was %d m before", summary.Distance, length)
		}
		return int64(perCall), []time.Duration{time.Since(started)}, nil
	}
}

// RouteChat takes turns, so many in a call: it sends notes at a place that nobody used before until
// an answer is due, and waits for it.
//
// A server that answers with earlier notes only (echoes false) is sent two notes a turn, since the first
// is at a place without any; the others answer a note with itself.
func RouteChat(stub pb.RouteGuideClient, turns int, echoes bool) Exchange {
	var places atomic.Uint64
	// Servers may remember notes for as long as they live.
	places.Store(rand.Uint64() >> 2)
	notes := 2
	if echoes {
		notes = 1
	}
	return func(ctx context.Context) (messages int64, waits []time.Duration, err error) {
		stream, err := stub.RouteChat(ctx)
		if err != nil {
			return 0, nil, err
		}
		for range turns {
			at := places.Add(1)
			note := &pb.RouteNote{
				Location: &pb.Point{Latitude: int32(at & 0x7fffffff), Longitude: int32(at >> 31)},
				Message:  fmt.Sprintf("Are we there yet? %d", at),
			}
			started := time.Now()
			for range notes {
				// An error here is io.EOF; Recv tells why.
				if stream.Send(note) != nil {
					break
				}
			}
			answer, err := stream.Recv()
			if err != nil {
				return 0, nil, fmt.Errorf("no answer to a note: %w", err)
			}
			if place(answer.Location) != place(note.Location) || answer.Message != note.Message {
				return 0, nil, fmt.Errorf("%q at %v answers %q at %v", answer.Message, place(answer.Location), note.Message, place(note.Location))
			}
			waits = append(waits, time.Since(started))
			messages += int64(notes) + 1
		}
		if err := stream.CloseSend(); err != nil {
			return 0, nil, err
		}
		if _, err := stream.Recv(); err != io.EOF {
			return 0, nil, fmt.Errorf("expected the end of the chat, got %v", err)
		}
		return messages, waits, nil
	}
}
