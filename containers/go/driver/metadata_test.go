package driver

import (
	"encoding/json"
	"testing"

	"google.golang.org/grpc/metadata"
)

func TestReceivedMetadataIsSortedApart(t *testing.T) {
	initial, trailing, reserved := received(
		metadata.MD{"content-type": {"application/grpc"}, "b": {"2", "1"}, "a-bin": {"\x00\x01"}},
		metadata.MD{"grpc-extra": {"x"}, "c": {"3"}},
	)
	got, err := json.Marshal([]metaList{initial, trailing, reserved})
	expected := `[[["a-bin",["AAE="]],["b",["2","1"]]],[["c",["3"]]],[["content-type",["application/grpc"]],["grpc-extra",["x"]]]]`
	if err != nil || string(got) != expected {
		t.Errorf("expected %s, got %s and %v", expected, got, err)
	}
}

func TestOutgoingMetadata(t *testing.T) {
	cases := []struct {
		title, source string
		key           string
		expected      []string // nil where it must be refused
	}{
		{"values keep their order", `[["k",["2","1"]]]`, "k", []string{"2", "1"}},
		{"binary values are decoded", `[["k-bin",["AAE="]]]`, "k-bin", []string{"\x00\x01"}},
		{"a binary value must be base64", `[["k-bin",["*"]]]`, "k-bin", nil},
		{"an entry is a pair", `[["k"]]`, "k", nil},
	}
	for _, c := range cases {
		t.Run(c.title, func(t *testing.T) {
			var list metaList
			err := json.Unmarshal([]byte(c.source), &list)
			var sent metadata.MD
			if err == nil {
				sent, err = list.outgoing()
			}
			if (err != nil) != (c.expected == nil) {
				t.Fatalf("expected %q, got %v", c.expected, err)
			}
			if got := sent[c.key]; len(got) != len(c.expected) || (len(got) > 0 && got[0] != c.expected[0]) {
				t.Errorf("expected %q, got %q", c.expected, got)
			}
		})
	}
}
