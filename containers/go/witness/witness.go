// Package witness makes a server say what it saw of each call: a JSON line per call, on stderr.
//
// It only watches: a handler's panic passes through it and kills the process, without a line.
package witness

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	grpcstatus "google.golang.org/grpc/status"

	"routeguide.interop.test/go/status"
)

// sight is what is said of one call.
type sight struct {
	Cell       *string  `json:"cell"`        // the request's x-interop-cell
	Method     string   `json:"method"`      // full path
	TLS        bool     `json:"tls"`         //
	Peer       *string  `json:"peer"`        // common name of the client's verified certificate
	Received   int      `json:"received"`    // messages read by the handler
	Sent       int      `json:"sent"`        // messages written by the handler
	DeadlineMS *float64 `json:"deadline_ms"` // left when the call arrived
	Metadata   [][2]any `json:"metadata"`    // the request's, as [key, [values…]] by key
	Encoding   *string  `json:"encoding"`    // the request's grpc-encoding
	LastedMS   float64  `json:"lasted_ms"`   // until its handler had returned
	Ended      string   `json:"ended"`       // status name

	LongestWriteMS float64 `json:"longest_write_ms"` // of the handler's writes
	LongestWriteAt int     `json:"longest_write_at"` // which that was, from 1 on; 0 for none
	WritesAtOnce   int     `json:"writes_at_once"`   // the most under way at one time
	CallsAtOnce    int     `json:"calls_at_once"`    // the most on its connection while it was open

	arrived time.Time
	writes  int // under way
	begun   int // in all
}

// arrival is what can be seen of a call before its handler runs.
func arrival(ctx context.Context, method string) *sight {
	seen := &sight{Method: method, Metadata: [][2]any{}, Encoding: encodingOf(ctx), arrived: time.Now()}
	open.enter(connectionOf(ctx), seen)
	if cells := metadata.ValueFromIncomingContext(ctx, "x-interop-cell"); len(cells) > 0 {
		seen.Cell = &cells[0]
	}
	if arrived, ok := metadata.FromIncomingContext(ctx); ok {
		seen.Metadata = list(arrived)
	}
	if deadline, ok := ctx.Deadline(); ok {
		left := float64(time.Until(deadline).Microseconds()) / 1000
		seen.DeadlineMS = &left
	}
	if state, ok := tlsState(ctx); ok {
		seen.TLS = true
		if chains := state.VerifiedChains; len(chains) > 0 {
			seen.Peer = &chains[0][0].Subject.CommonName
		}
	}
	return seen
}

// list is metadata as drivers report it: sorted by key, the values of -bin keys in base64, without
// the transport's pseudo-headers.
func list(arrived metadata.MD) [][2]any {
	entries := [][2]any{}
	for _, key := range slices.Sorted(maps.Keys(arrived)) {
		if strings.HasPrefix(key, ":") {
			continue
		}
		values := slices.Clone(arrived[key])
		if strings.HasSuffix(key, "-bin") {
			for i, value := range values {
				values[i] = base64.StdEncoding.EncodeToString([]byte(value))
			}
		}
		entries = append(entries, [2]any{key, values})
	}
	return entries
}

func tlsState(ctx context.Context) (tls.ConnectionState, bool) {
	if caller, ok := peer.FromContext(ctx); ok {
		if info, ok := caller.AuthInfo.(credentials.TLSInfo); ok {
			return info.State, true
		}
	}
	return tls.ConnectionState{}, false
}

// tell writes the line; err is what the handler returned.
func (s *sight) tell(ctx context.Context, err error) {
	open.leave(connectionOf(ctx), s)
	s.LastedMS = float64(time.Since(s.arrived).Microseconds()) / 1000
	s.Ended = status.Name(ending(ctx, err))
	line, failure := json.Marshal(map[string]*sight{"witness": s})
	if failure == nil {
		os.Stderr.Write(append(line, '\n')) // one write, so that lines of concurrent calls stay whole
	}
}

// ending is the code the call ended with. Where the client went away or the deadline passed, that is
// what counts, whatever the handler made of it. But grpc-go also ends the context when it refuses a
// message that it cannot read: then the handler's error is that refusal.
func ending(ctx context.Context, err error) codes.Code {
	switch code := grpcstatus.Code(err); code {
	case codes.OK, codes.Canceled, codes.DeadlineExceeded, codes.Unavailable:
		if ctx.Err() != nil {
			return grpcstatus.FromContextError(ctx.Err()).Code()
		}
		return code
	default:
		return code
	}
}
