package driver

import (
	"encoding/json"
	"testing"
)

func TestParseSteps(t *testing.T) {
	cases := []struct {
		title string
		steps string
		end   string // "" where they can be carried out
		at    int
	}{
		{"known steps", `[{"do":"pause","ms":1},{"do":"finish","call":"a"}]`, "", 0},
		{"a step that was made up", `[{"do":"pause","ms":1},{"do":"dance"}]`, "unsupported", 1},
		{"a key that was made up", `[{"do":"pause","ms":1,"colour":1}]`, "unsupported", 0},
		{"a key in another case", `[{"do":"pause","MS":1}]`, "unsupported", 0},
		{"a missing key", `[{"do":"pause"}]`, "error", 0},
		{"a value of another type", `[{"do":"pause","ms":"1"}]`, "error", 0},
		{"what is unknown comes before what is wrong", `[{"do":"pause"},{"do":"dance"}]`, "unsupported", 1},
		{"a step that is no object", `["pause"]`, "error", 0},
	}
	for _, c := range cases {
		t.Run(c.title, func(t *testing.T) {
			var raw []json.RawMessage
			if err := json.Unmarshal([]byte(c.steps), &raw); err != nil {
				t.Fatal(err)
			}
			_, at, err := parseSteps(raw)
			end := ""
			if err != nil {
				end = endOf(err)
			}
			if end != c.end || at != c.at {
				t.Errorf("expected %q at %d, got %q at %d: %v", c.end, c.at, end, at, err)
			}
		})
	}
}
