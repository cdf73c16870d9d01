package driver

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// unknownKeyError is an object's key that this driver does not know, and so must not guess at.
type unknownKeyError struct{ key string }

func (e *unknownKeyError) Error() string { return fmt.Sprintf("unknown key %q", e.key) }

// strict decodes a JSON object into the struct that target points to. The object's keys must be
// exactly those of the struct's json tags, without such as may be omitted: encoding/json alone would
// take missing ones, and unknown ones that differ by case.
func strict(raw []byte, target any) error {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(raw, &values); err != nil || values == nil {
		return fmt.Errorf("expected an object, got %.40s", raw)
	}
	known, needed := keysOf(reflect.TypeOf(target).Elem())
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if !slices.Contains(known, key) {
			return &unknownKeyError{key}
		}
	}
	for _, key := range needed {
		if _, ok := values[key]; !ok {
			return fmt.Errorf("missing key %q", key)
		}
	}
	return json.Unmarshal(raw, target)
}

func keysOf(shape reflect.Type) (known, needed []string) {
	for i := range shape.NumField() {
		key, omit, _ := strings.Cut(shape.Field(i).Tag.Get("json"), ",")
		known = append(known, key)
		if omit != "omitempty" {
			needed = append(needed, key)
		}
	}
	return known, needed
}
