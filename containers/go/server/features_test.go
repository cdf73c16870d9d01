package server

import (
	"os"
	"path/filepath"
	"testing"
)

func TestLoadFeatures(t *testing.T) {
	cases := []struct {
		title, json string
		count       int
		fails       bool
	}{
		{"an empty list", `[]`, 0, false},
		{"null is an empty list", `null`, 0, false},
		{"keys in any case, and extra ones", `[{"NAME":"a","location":{"LATITUDE":1},"more":1}]`, 1, false},
		{"a feature without a location", `[{"name":"a"}]`, 1, false},
		{"an object is no list", `{}`, 0, true},
		{"something after the list", `[] x`, 0, true},
		{"an empty file", ``, 0, true},
		{"a coordinate with a fraction", `[{"location":{"latitude":10.0}}]`, 0, true},
		{"a coordinate beyond int32", `[{"location":{"latitude":3000000000}}]`, 0, true},
	}
	for _, c := range cases {
		t.Run(c.title, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "db.json")
			if err := os.WriteFile(file, []byte(c.json), 0o600); err != nil {
				t.Fatal(err)
			}
			features, err := LoadFeatures(file)
			if (err != nil) != c.fails {
				t.Fatalf("expected failure %v, got %v", c.fails, err)
			}
			if len(features) != c.count {
				t.Errorf("expected %d features, got %d", c.count, len(features))
			}
		})
	}
}

func TestNoFileMeansTheDocumentsDatabase(t *testing.T) {
	features, err := LoadFeatures("")
	if err != nil || len(features) != 100 {
		t.Errorf("expected 100 features, got %d and %v", len(features), err)
	}
}

func TestAMissingFileIsAnError(t *testing.T) {
	if _, err := LoadFeatures(filepath.Join(t.TempDir(), "none.json")); err == nil {
		t.Error("expected an error")
	}
}
