// Package status names gRPC's status codes as the specification writes them.
package status

import "google.golang.org/grpc/codes"

// names is indexed by code.
var names = [...]string{
	codes.OK:                 "OK",
	codes.Canceled:           "CANCELLED",
	codes.Unknown:            "UNKNOWN",
	codes.InvalidArgument:    "INVALID_ARGUMENT",
	codes.DeadlineExceeded:   "DEADLINE_EXCEEDED",
	codes.NotFound:           "NOT_FOUND",
	codes.AlreadyExists:      "ALREADY_EXISTS",
	codes.PermissionDenied:   "PERMISSION_DENIED",
	codes.ResourceExhausted:  "RESOURCE_EXHAUSTED",
	codes.FailedPrecondition: "FAILED_PRECONDITION",
	codes.Aborted:            "ABORTED",
	codes.OutOfRange:         "OUT_OF_RANGE",
	codes.Unimplemented:      "UNIMPLEMENTED",
	codes.Internal:           "INTERNAL",
	codes.Unavailable:        "UNAVAILABLE",
	codes.DataLoss:           "DATA_LOSS",
	codes.Unauthenticated:    "UNAUTHENTICATED",
}

// Name is a code's name; UNKNOWN for a number that gRPC gives no name.
func Name(code codes.Code) string {
	if int(code) < len(names) {
		return names[code]
	}
	return names[codes.Unknown]
}

// Code is the code of that name.
func Code(name string) (code codes.Code, ok bool) {
	for code, known := range names {
		if known == name {
			return codes.Code(code), true
		}
	}
	return codes.OK, false
}
