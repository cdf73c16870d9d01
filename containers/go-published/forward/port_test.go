package main

import (
	"strings"
	"testing"
)

func TestPortOf(t *testing.T) {
	cases := []struct {
		title, flags string
		port         int // 0 where it must be refused
	}{
		{"the document's without a flag", "-tls", 50051},
		{"after two dashes", "--tls --port 1234", 1234},
		{"after one dash", "-port 1234", 1234},
		{"behind an equals sign", "--port=1234 -tls", 1234},
		{"any port is no port to forward", "--port 0", 0},
		{"a missing value", "--port", 0},
		{"no number", "--port x", 0},
	}
	for _, c := range cases {
		t.Run(c.title, func(t *testing.T) {
			port, err := portOf(strings.Fields(c.flags))
			if port != c.port || (err != nil) != (c.port == 0) {
				t.Errorf("expected %d, got %d and %v", c.port, port, err)
			}
		})
	}
}
