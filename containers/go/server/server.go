// Package server is the document's RouteGuide server: a file per RPC, and what they share.
//
// Where the document's program is careless, this one is too, on purpose: it is a reference for what
// a Go server of that document does, and people compare others with it.
package server

import (
	"sync"

	pb "routeguide.interop.test/go/routeguide"
)

// RouteGuide serves the document's four RPCs.
type RouteGuide struct {
	pb.UnimplementedRouteGuideServer

	features []*pb.Feature // never written after New

	mu    sync.Mutex                // guards notes
	notes map[place][]*pb.RouteNote // every note since the start, by place, oldest first
}

// New makes a server over these features; no notes are known to it yet.
func New(features []*pb.Feature) *RouteGuide {
	return &RouteGuide{features: features, notes: map[place][]*pb.RouteNote{}}
}
