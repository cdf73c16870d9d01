package main

import (
	"fmt"
	"strconv"
	"strings"
)

// defaultPort is the document's.
const defaultPort = 50051

// portOf finds the port among a program's flags, in any form that Go's flag package takes.
func portOf(flags []string) (int, error) {
	for index, flag := range flags {
		name, value, joined := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(flag, "-"), "-"), "=")
		if name != "port" || !strings.HasPrefix(flag, "-") {
			continue
		}
		if !joined && index+1 < len(flags) {
			value = flags[index+1]
		}
		port, err := strconv.Atoi(value)
		if err != nil || port < 1 || port > 65535 {
			return 0, fmt.Errorf("expected a port from 1 to 65535, got %q", value)
		}
		return port, nil
	}
	return defaultPort, nil
}
