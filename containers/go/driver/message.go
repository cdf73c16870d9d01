package driver

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// digestAbove is the length in bytes from which on a text is reported by its digest.
const digestAbove = 4096

// digest stands for a long text.
type digest struct {
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// toJSON is a message with every field under its proto name; an absent sub-message is nil.
func toJSON(message proto.Message) any { return objectOf(message.ProtoReflect()) }

func objectOf(message protoreflect.Message) map[string]any {
	fields := message.Descriptor().Fields()
	object := map[string]any{}
	for i := range fields.Len() {
		field := fields.Get(i)
		object[string(field.Name())] = valueOf(message, field)
	}
	return object
}

func valueOf(message protoreflect.Message, field protoreflect.FieldDescriptor) any {
	switch field.Kind() {
	case protoreflect.MessageKind:
		if !message.Has(field) {
			return nil
		}
		return objectOf(message.Get(field).Message())
	case protoreflect.StringKind:
		return shorten(message.Get(field).String())
	default:
		return message.Get(field).Interface()
	}
}

func shorten(text string) any {
	if len(text) <= digestAbove {
		return text
	}
	sum := sha256.Sum256([]byte(text))
	return digest{len(text), hex.EncodeToString(sum[:])}
}

// fromJSON fills an empty message. A key that is absent leaves its field as it is.
func fromJSON(raw json.RawMessage, message protoreflect.Message) error {
	name := message.Descriptor().Name()
	var values map[string]json.RawMessage
	if err := json.Unmarshal(raw, &values); err != nil || values == nil {
		return fmt.Errorf("%s: expected an object, got %.40s", name, raw)
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		field := message.Descriptor().Fields().ByName(protoreflect.Name(key))
		if field == nil {
			return fmt.Errorf("%s has no field %q", name, key)
		}
		if err := setField(message, field, values[key]); err != nil {
			return fmt.Errorf("%s.%s: %w", name, key, err)
		}
	}
	return nil
}

func setField(message protoreflect.Message, field protoreflect.FieldDescriptor, raw json.RawMessage) error {
	null := string(raw) == "null"
	switch field.Kind() {
	case protoreflect.MessageKind:
		if null {
			return nil
		}
		return fromJSON(raw, message.Mutable(field).Message())
	case protoreflect.StringKind:
		text, err := textOf(raw)
		if err == nil {
			message.Set(field, protoreflect.ValueOfString(text))
		}
		return err
	case protoreflect.Int32Kind:
		var number int32
		if err := json.Unmarshal(raw, &number); err != nil || null {
			return fmt.Errorf("expected an int32, got %.40s", raw)
		}
		message.Set(field, protoreflect.ValueOfInt32(number))
		return nil
	default:
		return fmt.Errorf("cannot set a field of kind %s", field.Kind())
	}
}

// textOf is a string, or a text that is to be repeated.
func textOf(raw json.RawMessage) (string, error) {
	var text *string
	if json.Unmarshal(raw, &text) == nil && text != nil {
		return *text, nil
	}
	var repeated struct {
		Repeat string `json:"repeat"`
		Times  int    `json:"times"`
	}
	if err := strict(raw, &repeated); err != nil || repeated.Times < 1 {
		return "", fmt.Errorf("expected a string or {repeat, times}, got %.40s", raw)
	}
	return strings.Repeat(repeated.Repeat, repeated.Times), nil
}
