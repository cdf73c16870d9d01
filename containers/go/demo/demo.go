// Package demo is what the document's Go client shows a person: each of the four RPCs once.
package demo

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"google.golang.org/grpc"

	"routeguide.interop.test/go/client"
	pb "routeguide.interop.test/go/routeguide"
)

// perCall is the deadline of each call.
const perCall = 10 * time.Second

// Run shows the four RPCs against the server that the channel leads to.
func Run(channel grpc.ClientConnInterface, out io.Writer) error {
	stub := pb.NewRouteGuideClient(channel)
	acts := []struct {
		title string
		act   func(context.Context, pb.RouteGuideClient, io.Writer) error
	}{
		{"GetFeature", getFeatures},
		{"ListFeatures", listFeatures},
		{"RecordRoute", recordRoute},
		{"RouteChat", routeChat},
	}
	for _, part := range acts {
		ctx, cancel := context.WithTimeout(context.Background(), perCall)
		err := part.act(ctx, stub, out)
		cancel()
		if err != nil {
			return fmt.Errorf("%s: %w", part.title, err)
		}
	}
	return nil
}

// getFeatures asks for a feature that exists and for one that does not.
func getFeatures(ctx context.Context, stub pb.RouteGuideClient, out io.Writer) error {
	for _, point := range []*pb.Point{{Latitude: 409146138, Longitude: -746188906}, {}} {
		fmt.Fprintf(out, "Getting feature for point (%d, %d)\n", point.Latitude, point.Longitude)
		call := client.GetFeature(ctx, stub)
		if err := call.Send(point); err != nil {
			return err
		}
		feature, err := call.Receive()
		if err != nil {
			return err
		}
		fmt.Fprintln(out, feature)
	}
	return nil
}

// listFeatures asks for the rectangle that the document prints. It reaches from 40 to 73 degrees
// west, east of every feature of the document's database, so no server lists any.
func listFeatures(ctx context.Context, stub pb.RouteGuideClient, out io.Writer) error {
	area := &pb.Rectangle{
		Lo: &pb.Point{Latitude: 400000000, Longitude: -400000000},
		Hi: &pb.Point{Latitude: 420000000, Longitude: -730000000},
	}
	fmt.Fprintf(out, "Looking for features within %v\n", area)
	call := client.ListFeatures(ctx, stub)
	if err := call.Send(area); err != nil {
		return err
	}
	return each(call.Receive, func(feature *pb.Feature) {
		fmt.Fprintf(out, "Feature: name: %q, point:(%d, %d)\n",
			feature.GetName(), feature.GetLocation().GetLatitude(), feature.GetLocation().GetLongitude())
	})
}

// recordRoute travels between 2 and 101 random points of whole degrees.
func recordRoute(ctx context.Context, stub pb.RouteGuideClient, out io.Writer) error {
	count := 2 + rand.IntN(100)
	fmt.Fprintf(out, "Traversing %d points.\n", count)
	call := client.RecordRoute(ctx, stub)
	for range count {
		point := &pb.Point{Latitude: (rand.Int32N(180) - 90) * 1e7, Longitude: (rand.Int32N(360) - 180) * 1e7}
		if err := call.Send(point); err != nil {
			break // Receive tells why
		}
	}
	if err := call.CloseSend(); err != nil {
		return err
	}
	summary, err := call.Receive()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Route summary: %v\n", summary)
	return nil
}

// routeChat leaves two notes at each of three places, and prints what comes back meanwhile.
func routeChat(ctx context.Context, stub pb.RouteGuideClient, out io.Writer) error {
	call := client.RouteChat(ctx, stub)
	over := make(chan error, 1)
	go func() {
		over <- each(call.Receive, func(note *pb.RouteNote) {
			fmt.Fprintf(out, "Got message %s at point(%d, %d)\n",
				note.GetMessage(), note.GetLocation().GetLatitude(), note.GetLocation().GetLongitude())
		})
	}()
	for index, ordinal := range []string{"First", "Second", "Third", "Fourth", "Fifth", "Sixth"} {
		note := &pb.RouteNote{
			Location: &pb.Point{Longitude: int32(index%3 + 1)},
			Message:  ordinal + " message",
		}
		if err := call.Send(note); err != nil {
			break // Receive tells why
		}
	}
	if err := call.CloseSend(); err != nil {
		return err
	}
	return <-over
}

// each reads messages to the call's end.
func each[Message any](receive func() (Message, error), show func(Message)) error {
	for {
		message, err := receive()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		show(message)
	}
}
