package driver

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
)

// unknownKeyError is an object's key that this driver does not know, and so must not guess at.
type unknownKeyError struct{ key string }

func (e *unknownKeyError) Error() string { return fmt.Sprintf("unknown key %q", e.key) }

// strict decodes a JSON object into the struct that target points to. The object's keys must be
// exactly those of the struct's json tags: encoding/json alone would take missing ones, and unknown
// ones that differ by case.
func strict(raw []byte, target any) error {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(raw, &values); err != nil || values == nil {
		return fmt.Errorf("expected an object, got %.40s", raw)
	}
	known := keysOf(reflect.TypeOf(target).Elem())
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if !slices.Contains(known, key) {
			return &unknownKeyError{key}
		}
	}
	for _, key := range known {
		if _, ok := values[key]; !ok {
			return fmt.Errorf("missing key %q", key)
		}
	}
	return json.Unmarshal(raw, target)
}

func keysOf(shape reflect.Type) (keys []string) {
	for i := range shape.NumField() {
		keys = append(keys, shape.Field(i).Tag.Get("json"))
	}
	return keys
}
