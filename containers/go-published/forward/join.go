package main

import (
	"io"
	"net"
)

// join passes bytes between a connection and a new one to the program, until both ways are closed.
func join(outer *net.TCPConn, inside string) {
	defer outer.Close()
	connection, err := net.Dial("tcp", inside)
	if err != nil {
		outer.SetLinger(0) // a reset, as nearly as can be what a program that is gone answers
		return
	}
	inner := connection.(*net.TCPConn)
	defer inner.Close()

	inwards := make(chan struct{})
	go func() {
		pass(inner, outer)
		close(inwards)
	}()
	pass(outer, inner)
	<-inwards
}

// pass copies one way. The end of the bytes is passed on as one, the other way staying open; a
// connection that broke breaks the other, both ways, by a reset and not an orderly end.
func pass(to, from *net.TCPConn) {
	if _, err := io.Copy(to, from); err != nil {
		to.SetLinger(0)
		from.Close()
		to.Close()
		return
	}
	to.CloseWrite()
}
