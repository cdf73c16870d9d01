// Command load keeps a RouteGuide server busy with calls of one mode, and prints how fast it
// was as a JSON line on stdout. Exit 1 where a call failed, 2 where the command line is wrong.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"routeguide.interop.test/go/client"
	"routeguide.interop.test/go/load"
	pb "routeguide.interop.test/go/routeguide"
)

type flags struct {
	address, caFile, serverName, mode, area, points, database string
	inFlight, perCall                                         int
	calls, want                                               int64
	seconds                                                   float64
	echoes                                                    bool
}

func main() {
	given := parse(os.Args[1:])
	exchange, err := given.exchange()
	if err != nil {
		refuse("%v", err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	result := load.Run(ctx, load.Plan{
		InFlight: given.inFlight,
		For:      time.Duration(given.seconds * float64(time.Second)),
		Calls:    given.calls,
	}, exchange)
	line, err := json.Marshal(result)
	if err != nil {
		refuse("%v", err)
	}
	fmt.Println(string(line))
	if result.Failed > 0 || ctx.Err() != nil {
		os.Exit(1)
	}
}

func parse(arguments []string) flags {
	var given flags
	set := flag.NewFlagSet("load", flag.ExitOnError)
	set.StringVar(&given.address, "addr", "", "The server's host:port")
	set.StringVar(&given.caFile, "ca_file", "", "Use TLS, and trust this CA only, PEM")
	set.StringVar(&given.serverName, "server_host_override", "", "The name the server's certificate must carry")
	set.StringVar(&given.mode, "mode", "", "unary, server-streaming, client-streaming or bidirectional-streaming")
	set.IntVar(&given.inFlight, "in_flight", 8, "Calls that are open at once")
	set.Float64Var(&given.seconds, "seconds", 1, "No call begins later than that; open ones are carried out")
	set.Int64Var(&given.calls, "calls", 1, "At least so many calls are carried out, however long that takes")
	set.StringVar(&given.area, "area", "", "server-streaming: a JSON file with the rectangle to ask for")
	set.Int64Var(&given.want, "want", 0, "server-streaming: how many features are in it")
	set.StringVar(&given.points, "points", "", "unary, client-streaming: a JSON file with a list of features' points to send")
	set.StringVar(&given.database, "database", "", "unary, server-streaming: a JSON file with the server's features; each answer is held against it")
	set.IntVar(&given.perCall, "per_call", 1, "client-streaming and bidirectional-streaming: points or turns of a call")
	set.BoolVar(&given.echoes, "echoes", false, "bidirectional-streaming: the server answers a note with itself, too")
	set.Parse(arguments)
	switch {
	case set.NArg() > 0:
		refuse("unexpected argument %q", set.Arg(0))
	case given.address == "":
		refuse("-addr is missing")
	case given.inFlight < 1 || given.perCall < 1 || given.calls < 1 || given.seconds <= 0:
		refuse("-in_flight, -per_call, -calls and -seconds must be more than 0")
	}
	return given
}

func (f *flags) exchange() (load.Exchange, error) {
	var options *client.TLS
	if f.caFile != "" {
		options = &client.TLS{CAFile: f.caFile, Name: f.serverName}
	}
	channel, err := client.NewChannel(f.address, options)
	if err != nil {
		return nil, err
	}
	channel.Connect() // while what follows is read: no call shall wait for it
	stub := pb.NewRouteGuideClient(channel)
	var database load.Database
	if f.database != "" {
		var features []*pb.Feature
		if err := read(f.database, &features); err != nil {
			return nil, fmt.Errorf("-database: %w", err)
		}
		database = load.NewDatabase(features)
	}
	switch f.mode {
	case "unary":
		points, err := f.readPoints()
		if err != nil {
			return nil, err
		}
		return load.GetFeature(stub, points, database), nil
	case "server-streaming":
		var area pb.Rectangle
		if err := read(f.area, &area); err != nil {
			return nil, fmt.Errorf("-area: %w", err)
		}
		return load.ListFeatures(stub, &area, f.want, database), nil
	case "client-streaming":
		points, err := f.readPoints()
		if err != nil {
			return nil, err
		}
		return load.RecordRoute(stub, points, f.perCall), nil
	case "bidirectional-streaming":
		return load.RouteChat(stub, f.perCall, f.echoes), nil
	default:
		return nil, fmt.Errorf("-mode: expected one of the four modes, got %q", f.mode)
	}
}

func (f *flags) readPoints() ([]*pb.Point, error) {
	var points []*pb.Point
	if err := read(f.points, &points); err != nil {
		return nil, fmt.Errorf("-points: %w", err)
	}
	if len(points) == 0 {
		return nil, fmt.Errorf("-points: %s has none", f.points)
	}
	return points, nil
}

// read parses a JSON file as encoding/json does the generated structs; numbers are written as such.
func read(file string, into any) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

func refuse(format string, arguments ...any) {
	fmt.Fprintf(os.Stderr, "load: "+format+"\n", arguments...)
	os.Exit(2)
}
