package main

import (
	"io"
	"net"
	"testing"
)

// connect gives both ends of a connection that is forwarded to a listener.
func connect(t *testing.T) (outer, inner *net.TCPConn) {
	t.Helper()
	inside, outside := listen(t), listen(t)
	go accept(outside, inside.Addr().String())
	connection, err := net.Dial("tcp", outside.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	accepted, err := inside.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close(); accepted.Close() })
	return connection.(*net.TCPConn), accepted.(*net.TCPConn)
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	return listener
}

func TestAHalfClosedConnectionStaysOpenTheOtherWay(t *testing.T) {
	outer, inner := connect(t)
	io.WriteString(outer, "question")
	outer.CloseWrite()
	if got, err := io.ReadAll(inner); string(got) != "question" || err != nil {
		t.Fatalf("expected the question and its end, got %q and %v", got, err)
	}
	io.WriteString(inner, "answer")
	inner.Close()
	if got, err := io.ReadAll(outer); string(got) != "answer" || err != nil {
		t.Fatalf("expected the answer and its end, got %q and %v", got, err)
	}
}

func TestABrokenConnectionBreaksTheOther(t *testing.T) {
	outer, inner := connect(t)
	inner.SetLinger(0)
	inner.Close()
	if got, err := io.ReadAll(outer); err == nil {
		t.Fatalf("expected a reset, got %q and an orderly end", got)
	}
}
