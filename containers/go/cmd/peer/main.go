// Command peer is RouteGuide in Go: `peer server …` serves it, `peer client …` calls it.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) < 2 {
		refuse("expected a command: server or client")
	}
	switch command, arguments := os.Args[1], os.Args[2:]; command {
	case "server":
		serve(arguments)
	case "client":
		call(arguments)
	default:
		refuse("unknown command %q: expected server or client", command)
	}
}

// refuse says on stderr what is wrong with the command line, and exits 2.
func refuse(format string, arguments ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", arguments...)
	os.Exit(2)
}
