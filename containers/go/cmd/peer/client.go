package main

import (
	"flag"
	"fmt"
	"os"

	"routeguide.interop.test/go/client"
	"routeguide.interop.test/go/demo"
	"routeguide.interop.test/go/driver"
)

// clientFlags are the document's flags, and ours: batch.
type clientFlags struct {
	address, caFile, serverHostOverride, batch string
	tls                                        bool
}

func parseClientFlags(arguments []string) clientFlags {
	var given clientFlags
	flags := flag.NewFlagSet("client", flag.ExitOnError)
	flags.StringVar(&given.address, "addr", "localhost:50051", "The server's host:port")
	flags.BoolVar(&given.tls, "tls", false, "Use TLS")
	flags.StringVar(&given.caFile, "ca_file", "", "The CA to trust, PEM; the system's without it")
	flags.StringVar(&given.serverHostOverride, "server_host_override", "", "The name the server's certificate must carry; the address's host without it")
	flags.StringVar(&given.batch, "batch", "", "A batch file of scripted calls to carry out, instead of the demo")
	flags.Parse(arguments)
	if flags.NArg() > 0 {
		refuse("unexpected argument %q", flags.Arg(0))
	}
	return given
}

// call shows the document's demo to a person, or drives a batch for the harness. A batch or a
// certificate that cannot be used is exit 2, a failed call of the demo exit 1.
func call(arguments []string) {
	given := parseClientFlags(arguments)
	if given.batch != "" {
		drive(given.batch)
		return
	}
	var options *client.TLS
	if given.tls {
		options = &client.TLS{CAFile: given.caFile, Name: given.serverHostOverride}
	}
	channel, err := client.NewChannel(given.address, options)
	if err != nil {
		refuse("cannot connect to %s: %v", given.address, err)
	}
	defer channel.Close()
	if err := demo.Run(channel, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func drive(file string) {
	batches, err := driver.Read(file)
	if err != nil {
		refuse("cannot read the batch: %v", err)
	}
	if err := driver.Run(batches, os.Stdout); err != nil {
		refuse("cannot run the batch: %v", err)
	}
}
