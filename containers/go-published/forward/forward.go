package main

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"
)

// between is the time between two looks whether the program listens: it does not say so itself.
const between = 5 * time.Millisecond

// forward waits until the program listens, then connects the container's outside to it. It returns
// only when it cannot.
func forward(port int) error {
	inside := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	for !listens(inside) {
		time.Sleep(between)
	}
	addresses, err := ownAddresses()
	if err != nil {
		return err
	}
	failed := make(chan error)
	for _, address := range addresses {
		listener, err := net.Listen("tcp", net.JoinHostPort(address, strconv.Itoa(port)))
		if err != nil {
			return err
		}
		go func() { failed <- accept(listener, inside) }()
	}
	return <-failed
}

func listens(address string) bool {
	connection, err := net.Dial("tcp", address)
	if err == nil {
		connection.Close()
	}
	return err == nil
}

// ownAddresses are those under which others reach this container.
func ownAddresses() (addresses []string, err error) {
	all, err := net.InterfaceAddrs()
	if err != nil {
		return nil, err
	}
	for _, address := range all {
		network, ok := address.(*net.IPNet)
		if ok && network.IP.IsGlobalUnicast() {
			addresses = append(addresses, network.IP.String())
		}
	}
	if len(addresses) == 0 {
		return nil, errors.New("this container has no address that others could reach")
	}
	return addresses, nil
}

func accept(listener net.Listener, inside string) error {
	for {
		outer, err := listener.Accept()
		if err != nil {
			return fmt.Errorf("cannot accept connections: %w", err)
		}
		go join(outer.(*net.TCPConn), inside)
	}
}
