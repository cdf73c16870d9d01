package load

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"sync/atomic"
	"time"

	pb "routeguide.interop.test/go/routeguide"
)

// ListFeatures asks for an area, and waits for all of the want features in it.
func ListFeatures(stub pb.RouteGuideClient, area *pb.Rectangle, want int64) Exchange {
	return func(ctx context.Context) (int64, []time.Duration, error) {
		started := time.Now()
		stream, err := stub.ListFeatures(ctx, area)
		if err != nil {
			return 0, nil, err
		}
		var got int64
		for {
			_, err := stream.Recv()
			if err == io.EOF {
				break
			}
			if err != nil {
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
func RecordRoute(stub pb.RouteGuideClient, points []*pb.Point, perCall int) Exchange {
	var sent atomic.Int64
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
		if int(summary.PointCount) != perCall {
			return 0, nil, fmt.Errorf("%d points, expected %d", summary.PointCount, perCall)
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
				Message:  "Are we there yet?",
			}
			started := time.Now()
			for range notes {
				// An error here is io.EOF; Recv tells why.
				if stream.Send(note) != nil {
					break
				}
			}
			if _, err := stream.Recv(); err != nil {
				return 0, nil, fmt.Errorf("no answer to a note: %w", err)
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
