package obey

import (
	"context"
	"slices"
	"strings"
	"syscall"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	grpcstatus "google.golang.org/grpc/status"
)

func asking(pairs ...string) context.Context {
	return metadata.NewIncomingContext(context.Background(), metadata.Pairs(pairs...))
}

func TestNothingIsAskedByOtherMetadata(t *testing.T) {
	found, err := ordersOf(asking("x-interop-cell", "k1", "user-agent", "x"))
	if err != nil || found.failure != nil || len(found.initial)+len(found.trailing) > 0 || found.headersNow {
		t.Errorf("got %+v, %v", found, err)
	}
}

func TestMetadataKeepsItsOrderAndRepetitions(t *testing.T) {
	found, err := ordersOf(asking(
		"x-interop-initial-a", "2", "x-interop-initial-a", "1", "x-grpc-test-echo-initial", "i",
		"x-interop-trailing-b-bin", "\xff", "x-grpc-test-echo-trailing-bin", "t",
	))
	if err != nil {
		t.Fatal(err)
	}
	if values := found.initial["x-interop-initial-a"]; !slices.Equal(values, []string{"2", "1"}) {
		t.Errorf("initial: %v", values)
	}
	if len(found.initial) != 2 || len(found.trailing) != 2 {
		t.Errorf("got %v and %v", found.initial, found.trailing)
	}
}

func TestAFailureHasItsCodeTextDetailsAndTime(t *testing.T) {
	found, err := ordersOf(asking(
		"x-interop-fail", "DATA_LOSS", "x-interop-fail-message-bin", "für",
		"x-interop-fail-details-bin", "\x08\x0f", "x-interop-fail-reads", "2", "x-interop-fail-writes", "3",
	))
	if err != nil {
		t.Fatal(err)
	}
	failure := found.failure
	if failure.reads != 2 || failure.writes != 3 || grpcstatus.Code(failure.err) != codes.DataLoss ||
		grpcstatus.Convert(failure.err).Message() != "für" {
		t.Errorf("got %+v", failure)
	}
	if details := found.trailing["grpc-status-details-bin"]; !slices.Equal(details, []string{"\x08\x0f"}) {
		t.Errorf("details: %q", details)
	}
}

func TestOnlySoManyAttemptsFailWhereANumberIsGiven(t *testing.T) {
	for before, fails := range map[string]bool{"0": true, "1": true, "2": false} {
		found, err := ordersOf(asking(
			"x-interop-fail", "UNAVAILABLE", "x-interop-fail-attempts", "2", "grpc-previous-rpc-attempts", before,
		))
		if err != nil || (found.failure != nil) != fails {
			t.Errorf("%s attempts before: got %+v, %v", before, found.failure, err)
		}
	}
}

func TestASignalHasItsNumberAndTime(t *testing.T) {
	found, err := ordersOf(asking("x-interop-signal", "KILL", "x-interop-signal-writes", "5"))
	if err != nil || *found.signal != (signal{syscall.SIGKILL, 5}) {
		t.Errorf("got %+v, %v", found.signal, err)
	}
}

func TestPaddingIsAsLongAsItIsAskedFor(t *testing.T) {
	found, err := ordersOf(asking("x-interop-padding-initial", "3", "x-interop-padding-trailing", "0"))
	if err != nil || found.initial.Get("x-interop-padding")[0] != "xxx" || len(found.trailing) != 0 {
		t.Errorf("got %+v, %v, %v", found.initial, found.trailing, err)
	}
}

func TestAMessageMayBeRepeated(t *testing.T) {
	found, err := ordersOf(asking(
		"x-interop-fail", "ABORTED", "x-interop-fail-message-bin", "ab", "x-interop-fail-message-times", "3",
	))
	if err != nil || grpcstatus.Convert(found.failure.err).Message() != "ababab" {
		t.Errorf("got %+v, %v", found.failure, err)
	}
}

func TestWhatMakesNoSenseIsNamed(t *testing.T) {
	for _, pair := range [][2]string{
		{"x-interop-fail", "OK"}, {"x-interop-fail", "NOBODY_KNOWS"}, {"x-interop-headers", "later"},
		{"x-interop-delay-ms", "-1"}, {"x-interop-sleep-ms", "soon"},
		{"x-interop-pace-ms", "slow"}, {"x-interop-signal", "HUP"},
		{"x-interop-padding-initial", "long"},
	} {
		_, err := ordersOf(asking(pair[0], pair[1]))
		if grpcstatus.Code(err) != codes.InvalidArgument || !strings.Contains(err.Error(), pair[0]) {
			t.Errorf("%v: %v", pair, err)
		}
	}
}
