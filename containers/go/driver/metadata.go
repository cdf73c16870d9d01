package driver

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"google.golang.org/grpc/metadata"
)

// metaList is metadata as [[key,[values…]],…]; the values of -bin keys are in base64.
type metaList []metaEntry

type metaEntry struct {
	key    string
	values []string
}

// UnmarshalJSON takes exactly [key,[values…]].
func (e *metaEntry) UnmarshalJSON(raw []byte) error {
	var parts []json.RawMessage
	if json.Unmarshal(raw, &parts) != nil || len(parts) != 2 ||
		json.Unmarshal(parts[0], &e.key) != nil || json.Unmarshal(parts[1], &e.values) != nil {
		return fmt.Errorf("metadata: expected [key,[values]], got %.40s", raw)
	}
	return nil
}

// MarshalJSON is the inverse.
func (e metaEntry) MarshalJSON() ([]byte, error) { return json.Marshal([]any{e.key, e.values}) }

// outgoing is the list as grpc-go takes it.
func (l metaList) outgoing() (metadata.MD, error) {
	sent := metadata.MD{}
	for _, entry := range l {
		for _, value := range entry.values {
			if isBinary(entry.key) {
				bytes, err := base64.StdEncoding.DecodeString(value)
				if err != nil {
					return nil, fmt.Errorf("metadata %s: expected base64, got %q", entry.key, value)
				}
				value = string(bytes)
			}
			sent.Append(entry.key, value)
		}
	}
	return sent, nil
}

// received sorts metadata into the call's own, initial and trailing, and the transport's.
func received(initialMD, trailingMD metadata.MD) (initial, trailing, reserved metaList) {
	transport := metadata.MD{}
	initial = ownOf(initialMD, transport)
	trailing = ownOf(trailingMD, transport)
	return initial, trailing, ownOf(transport, nil)
}

// ownOf lists metadata by key, without the transport's, which it adds to transport unless nil.
func ownOf(md, transport metadata.MD) metaList {
	list := metaList{}
	for _, key := range slices.Sorted(maps.Keys(md)) {
		if transport != nil && isReserved(key) {
			transport.Append(key, md[key]...)
			continue
		}
		list = append(list, metaEntry{key, readable(key, md[key])})
	}
	return list
}

func readable(key string, values []string) []string {
	if !isBinary(key) {
		return values
	}
	encoded := make([]string, len(values))
	for i, value := range values {
		encoded[i] = base64.StdEncoding.EncodeToString([]byte(value))
	}
	return encoded
}

func isBinary(key string) bool { return strings.HasSuffix(strings.ToLower(key), "-bin") }

// isReserved says whether a key is the transport's own.
func isReserved(key string) bool {
	switch key {
	case "content-type", "user-agent", "date":
		return true
	}
	return strings.HasPrefix(key, "grpc-") || strings.HasPrefix(key, ":")
}
