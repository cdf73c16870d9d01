package server

import (
	"encoding/json"
	"os"

	routeguidego "routeguide.interop.test/go"
	pb "routeguide.interop.test/go/routeguide"
)

// LoadFeatures reads a JSON list of features from a file, or the document's 100 where none is named.
//
// It is as lenient as encoding/json on the generated structs: keys in any case, extra and missing
// ones, null for a list, a feature or a location.
func LoadFeatures(file string) ([]*pb.Feature, error) {
	data := routeguidego.Database
	if file != "" {
		var err error
		if data, err = os.ReadFile(file); err != nil {
			return nil, err
		}
	}
	var features []*pb.Feature
	if err := json.Unmarshal(data, &features); err != nil {
		return nil, err
	}
	return features, nil
}
