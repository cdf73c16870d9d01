package driver

import (
	"encoding/json"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	pb "routeguide.interop.test/go/routeguide"
)

func TestFromJSON(t *testing.T) {
	cases := []struct {
		title, source string
		expected      *pb.RouteNote // nil where it must be refused
	}{
		{"an absent key is the default", `{}`, &pb.RouteNote{}},
		{"null is an absent sub-message", `{"location":null,"message":"m"}`, &pb.RouteNote{Message: "m"}},
		{"an empty sub-message is present", `{"location":{}}`, &pb.RouteNote{Location: &pb.Point{}}},
		{"every field", `{"location":{"latitude":-2147483648,"longitude":2147483647},"message":"m"}`,
			&pb.RouteNote{Location: &pb.Point{Latitude: -2147483648, Longitude: 2147483647}, Message: "m"}},
		{"a text to repeat", `{"message":{"repeat":"ab","times":3}}`, &pb.RouteNote{Message: "ababab"}},
		{"an unknown field", `{"text":"m"}`, nil},
		{"a field by its name in another case", `{"Message":"m"}`, nil},
		{"a number beyond int32", `{"location":{"latitude":2147483648}}`, nil},
		{"a number with a fraction", `{"location":{"latitude":1.5}}`, nil},
		{"null for a number", `{"location":{"latitude":null}}`, nil},
		{"a number for a text", `{"message":1}`, nil},
		{"a text to repeat with an unknown key", `{"message":{"repeat":"a","times":1,"more":1}}`, nil},
		{"no object", `null`, nil},
	}
	for _, c := range cases {
		t.Run(c.title, func(t *testing.T) {
			note := &pb.RouteNote{}
			err := fromJSON(json.RawMessage(c.source), note.ProtoReflect())
			if c.expected == nil {
				if err == nil {
					t.Errorf("expected an error, got %v", note)
				}
			} else if err != nil || !proto.Equal(note, c.expected) {
				t.Errorf("expected %v, got %v and %v", c.expected, note, err)
			}
		})
	}
}

func TestToJSON(t *testing.T) {
	cases := []struct {
		title    string
		message  proto.Message
		expected string
	}{
		{"defaults are there and an absent sub-message is null", &pb.Feature{}, `{"location":null,"name":""}`},
		{"an empty sub-message is there", &pb.Feature{Location: &pb.Point{}}, `{"location":{"latitude":0,"longitude":0},"name":""}`},
		{"4096 bytes are text", &pb.RouteNote{Message: strings.Repeat("é", 2048)},
			`{"location":null,"message":"` + strings.Repeat("é", 2048) + `"}`},
		{"more are a digest", &pb.RouteNote{Message: strings.Repeat("a", 4097)},
			`{"location":null,"message":{"bytes":4097,"sha256":"4e369b5618643c3abddd027b650bfa54810be3b418028a7c9d82299a59d008e8"}}`},
	}
	for _, c := range cases {
		t.Run(c.title, func(t *testing.T) {
			got, err := json.Marshal(toJSON(c.message))
			if err != nil || string(got) != c.expected {
				t.Errorf("expected %.120s, got %.120s and %v", c.expected, got, err)
			}
		})
	}
}
