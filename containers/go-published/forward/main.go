//go:build linux

// Command forward runs a server that binds localhost only, and lets a container's outside reach it:
// `forward PROGRAM FLAGS…` starts the program with the flags, and once it listens on its port,
// listens on the same port of the container's own addresses and passes bytes both ways.
//
// Signals go to the program, and its end is this one's: same exit status, or same signal.
package main

import (
	"errors"
	"log"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("forward: ")
	if len(os.Args) < 2 {
		log.Print("expected a program, and its flags")
		os.Exit(2)
	}
	port, err := portOf(os.Args[2:])
	if err != nil {
		log.Print(err)
		os.Exit(2)
	}
	program, err := start(os.Args[1], os.Args[2:])
	if err != nil {
		log.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- program.Wait() }()
	go func() {
		// A server that cannot be reached is not to look alive: it ends with us.
		log.Fatal(forward(port))
	}()
	endLike(<-ended)
}

// start runs the program with our streams and passes signals on to it.
func start(path string, flags []string) (*exec.Cmd, error) {
	// The program is to die with us, even of a kill; the kernel ties that to the thread that starts it.
	runtime.LockOSThread()
	program := exec.Command(path, flags...)
	program.Stdin, program.Stdout, program.Stderr = os.Stdin, os.Stdout, os.Stderr
	program.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}

	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT)
	if err := program.Start(); err != nil {
		return nil, err
	}
	go func() {
		for received := range signals {
			program.Process.Signal(received)
		}
	}()
	return program, nil
}

// endLike ends this process as the program ended. Open connections break off with it.
func endLike(end error) {
	var exit *exec.ExitError
	if end == nil {
		os.Exit(0)
	}
	if !errors.As(end, &exit) {
		log.Fatal(end)
	}
	status := exit.Sys().(syscall.WaitStatus)
	if !status.Signaled() {
		os.Exit(status.ExitStatus())
	}
	signal.Reset(status.Signal())
	syscall.Kill(os.Getpid(), status.Signal())
	os.Exit(128 + int(status.Signal())) // as a container's first process we do not die of signals
}
