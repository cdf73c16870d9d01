package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math"
	"net"
	"os"
	"strconv"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/reflection"
	reflectionpb "google.golang.org/grpc/reflection/grpc_reflection_v1"

	"routeguide.interop.test/go/about"
	"routeguide.interop.test/go/obey"
	pb "routeguide.interop.test/go/routeguide"
	"routeguide.interop.test/go/server"
	"routeguide.interop.test/go/witness"
)

// serverFlags are the document's flags, and ours: host, client_ca_file, and those for the harness.
type serverFlags struct {
	host, certFile, keyFile, clientCAFile, jsonDBFile string
	port                                              int
	maxReceiveBytes                                   int
	maxConcurrentStreams                              uint
	tls, witness, obey, health, reflection            bool
}

func parseServerFlags(arguments []string) serverFlags {
	var given serverFlags
	flags := flag.NewFlagSet("server", flag.ExitOnError)
	flags.StringVar(&given.host, "host", "localhost", "The address to listen on")
	flags.IntVar(&given.port, "port", 50051, "The port to listen on; 0 for any that is free")
	flags.BoolVar(&given.tls, "tls", false, "Use TLS")
	flags.StringVar(&given.certFile, "cert_file", "", "The server's certificate, PEM")
	flags.StringVar(&given.keyFile, "key_file", "", "The certificate's key, PEM")
	flags.StringVar(&given.clientCAFile, "client_ca_file", "", "Demand a client certificate of this CA, PEM")
	flags.StringVar(&given.jsonDBFile, "json_db_file", "", "A JSON list of features; the document's 100 without it")
	flags.BoolVar(&given.witness, "witness", false, "Write a JSON line per call on stderr")
	flags.BoolVar(&given.obey, "obey", false, "Do what request metadata asks for: for tests only")
	flags.BoolVar(&given.health, "health", false, "Serve grpc.health.v1")
	flags.BoolVar(&given.reflection, "reflection", false, "Serve grpc.reflection.v1")
	flags.IntVar(&given.maxReceiveBytes, "max_receive_bytes", 4<<20, "Refuse larger requests; -1: none")
	flags.UintVar(&given.maxConcurrentStreams, "max_concurrent_streams", 0, "Calls that a connection may have open at once; 0: as many as it likes")
	flags.Parse(arguments)
	if flags.NArg() > 0 {
		refuse("unexpected argument %q", flags.Arg(0))
	}
	if given.tls && (given.certFile == "" || given.keyFile == "") {
		refuse("-tls needs -cert_file and -key_file")
	}
	if given.clientCAFile != "" && !given.tls {
		refuse("-client_ca_file needs -tls")
	}
	return given
}

// serve listens, loads the database, says that it is ready, and serves until a signal ends the
// process. What fails at start-up is one line and exit 1, in the document's order and words.
func serve(arguments []string) {
	given := parseServerFlags(arguments)
	listener, err := net.Listen("tcp", net.JoinHostPort(given.host, strconv.Itoa(given.port)))
	if err != nil {
		log.Fatalf("failed to listen: %v", err)
	}
	var options []grpc.ServerOption
	if given.tls {
		credentials, err := server.Credentials(given.certFile, given.keyFile, given.clientCAFile)
		if err != nil {
			log.Fatalf("Failed to generate credentials %v", err)
		}
		options = append(options, grpc.Creds(credentials))
	}
	if given.witness {
		options = append(options, witness.Options(given.services()...)...)
	}
	options = append(options, given.limits()...)
	if given.obey {
		// After the witness, and so within it: what is made up here is seen as the handler's.
		options = append(options, grpc.ChainUnaryInterceptor(obey.Unary), grpc.ChainStreamInterceptor(obey.Stream))
	}
	features, err := server.LoadFeatures(given.jsonDBFile)
	if err != nil {
		log.Fatalf("Failed to load default features: %v", err)
	}
	grpcServer := grpc.NewServer(options...)
	pb.RegisterRouteGuideServer(grpcServer, server.New(features))
	if given.health {
		checked := health.NewServer() // "" is SERVING from the start
		checked.SetServingStatus(pb.RouteGuide_ServiceDesc.ServiceName, healthpb.HealthCheckResponse_SERVING)
		healthpb.RegisterHealthServer(grpcServer, checked)
	}
	if given.reflection {
		reflection.Register(grpcServer) // v1, and v1alpha as older clients know it
	}
	announce(listener.Addr())
	if err := grpcServer.Serve(listener); err != nil {
		log.Fatalf("failed to serve: %v", err)
	}
}

// services are the full names of what is served.
func (f *serverFlags) services() []string {
	names := []string{pb.RouteGuide_ServiceDesc.ServiceName}
	if f.health {
		names = append(names, healthpb.Health_ServiceDesc.ServiceName)
	}
	if f.reflection {
		names = append(names, reflectionpb.ServerReflection_ServiceDesc.ServiceName)
	}
	return names
}

func (f *serverFlags) limits() (options []grpc.ServerOption) {
	most := f.maxReceiveBytes
	if most < 0 {
		most = math.MaxInt32
	}
	options = append(options, grpc.MaxRecvMsgSize(most))
	if f.maxConcurrentStreams > 0 {
		options = append(options, grpc.MaxConcurrentStreams(uint32(f.maxConcurrentStreams)))
	}
	return options
}

// announce prints the ready line; connections wait in the listener's queue from before it.
func announce(address net.Addr) {
	line, err := json.Marshal(struct {
		Listening string `json:"listening"`
		PID       int    `json:"pid"`
		Name      string `json:"name"`
		Language  string `json:"language"`
		GRPC      string `json:"grpc"`
	}{address.String(), os.Getpid(), about.Name, about.Language(), about.GRPC()})
	if err != nil {
		log.Fatalf("failed to announce: %v", err)
	}
	fmt.Println(string(line))
}
