// Package about says what this peer is made of, as its ready line and its driver report it.
package about

import (
	"runtime"
	"strings"

	"google.golang.org/grpc"
)

// Name is the peer's name.
const Name = "go"

// Language is the toolchain it was built by, e.g. "Go 1.26.8".
func Language() string { return "Go " + strings.TrimPrefix(runtime.Version(), "go") }

// GRPC is the library and its version, e.g. "grpc-go 1.81.1".
func GRPC() string { return "grpc-go " + grpc.Version }
