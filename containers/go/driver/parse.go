package driver

import (
	"context"
	"encoding/json"
	"fmt"
)

// step is one step of a job.
type step interface {
	// carryOut does the step and returns its result. Where ctx ended it, both results mean nothing.
	carryOut(ctx context.Context, calls *calls) (result any, err error)
}

// kinds are the steps that this driver knows, in the contract's order.
var kinds = []struct {
	name  string
	blank func() step
}{
	{"open", func() step { return &openStep{} }},
	{"send", func() step { return &sendStep{} }},
	{"receive", func() step { return &receiveStep{} }},
	{"receive_headers", func() step { return &headersStep{} }},
	{"pause", func() step { return &pauseStep{} }},
	{"expect_silence", func() step { return &silenceStep{} }},
	{"half_close", func() step { return &halfCloseStep{} }},
	{"cancel", func() step { return &cancelStep{} }},
	{"finish", func() step { return &finishStep{} }},
}

// stepNames are the names of the known steps.
func stepNames() (names []string) {
	for _, kind := range kinds {
		names = append(names, kind.name)
	}
	return names
}

// unknownStepError is a step that this driver does not know.
type unknownStepError struct{ name string }

func (e *unknownStepError) Error() string { return fmt.Sprintf("unknown step %q", e.name) }

// parseSteps decodes all steps before any is carried out. An error comes with its step's index; one
// of an unknown step or key comes before any other, for then nothing else about the job is certain.
func parseSteps(raw []json.RawMessage) (steps []step, at int, err error) {
	for index, source := range raw {
		parsed, failure := parseStep(source)
		if failure != nil && (err == nil || endOf(failure) == "unsupported") {
			at, err = index, failure
			if endOf(failure) == "unsupported" {
				break
			}
		}
		steps = append(steps, parsed)
	}
	return steps, at, err
}

func parseStep(raw json.RawMessage) (step, error) {
	var head struct {
		Do *string `json:"do"`
	}
	if err := json.Unmarshal(raw, &head); err != nil || head.Do == nil {
		return nil, fmt.Errorf("expected a step, got %.40s", raw)
	}
	for _, kind := range kinds {
		if kind.name == *head.Do {
			blank := kind.blank()
			return blank, strict(raw, blank)
		}
	}
	return nil, &unknownStepError{*head.Do}
}
