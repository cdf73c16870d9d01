package witness

import (
	"context"
	"sync"
	"time"

	"google.golang.org/grpc/peer"
)

// openCalls are the calls that are open, by connection.
type openCalls struct {
	mu   sync.Mutex
	open map[string]map[*sight]bool
}

var open = &openCalls{open: map[string]map[*sight]bool{}}

// connectionOf is the client's end of it, which no other open connection has.
func connectionOf(ctx context.Context) string {
	if caller, ok := peer.FromContext(ctx); ok {
		return caller.Addr.String()
	}
	return ""
}

// enter tells every call of the connection how many there are now.
func (o *openCalls) enter(connection string, call *sight) {
	o.mu.Lock()
	defer o.mu.Unlock()
	calls := o.open[connection]
	if calls == nil {
		calls = map[*sight]bool{}
		o.open[connection] = calls
	}
	calls[call] = true
	for other := range calls {
		other.CallsAtOnce = max(other.CallsAtOnce, len(calls))
	}
}

func (o *openCalls) leave(connection string, call *sight) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.open[connection], call)
	if len(o.open[connection]) == 0 {
		delete(o.open, connection)
	}
}

// writing measures one write.
func (s *sight) writing(write func() error) error {
	began := time.Now()
	s.writes++
	s.begun++
	at := s.begun
	s.WritesAtOnce = max(s.WritesAtOnce, s.writes)
	err := write()
	s.writes--
	if took := float64(time.Since(began).Microseconds()) / 1000; took > s.LongestWriteMS {
		s.LongestWriteMS, s.LongestWriteAt = took, at
	}
	return err
}
