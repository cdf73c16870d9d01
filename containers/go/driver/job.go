package driver

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"google.golang.org/grpc"
)

// job is a script over one or more calls. Its steps run one after another.
type job struct {
	Job     string            `json:"job"`
	LimitMS int               `json:"limit_ms"`
	Steps   []json.RawMessage `json:"steps"`
}

// jobID is a job's id, also where the rest of it makes no sense.
func jobID(raw json.RawMessage) string {
	var job struct {
		Job string `json:"job"`
	}
	if json.Unmarshal(raw, &job) != nil {
		return ""
	}
	return job.Job
}

// jobLine is what is said of a job when it has ended.
type jobLine struct {
	Job     string  `json:"job"`
	End     string  `json:"end"`
	At      *int    `json:"at"`
	Why     *string `json:"why"`
	Results []any   `json:"results"`
	Events  []event `json:"events,omitzero"` // the time line, from contract 2 on
}

func (l *jobLine) endAt(end string, at int, why error) *jobLine {
	text := why.Error()
	l.End, l.At, l.Why = end, &at, &text
	return l
}

// runJob carries out a job and says how it ended. It returns soon after the job's limit, whatever
// its calls do, and leaves none of them open.
func runJob(channel *grpc.ClientConn, raw json.RawMessage) *jobLine {
	line := &jobLine{Job: jobID(raw), End: "completed", Results: []any{}, Events: []event{}}
	var script job
	if err := strict(raw, &script); err != nil {
		return line.endAt(endOf(err), 0, err)
	}
	steps, at, err := parseSteps(script.Steps)
	if err != nil {
		return line.endAt(endOf(err), at, err)
	}

	// A cancellation and no deadline: a deadline would go out with the calls, as theirs.
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	limit := time.AfterFunc(time.Duration(script.LimitMS)*time.Millisecond, cancel)
	defer limit.Stop()

	timeLine := newTimeLine()
	// Before the cancellation: what the calls still do as they are left is nobody's.
	defer func() { line.Events = timeLine.sofar() }()
	calls := &calls{channel: channel, timeLine: timeLine, open: map[string]*call{}}
	for index, step := range steps {
		result, err := step.carryOut(ctx, calls)
		if ctx.Err() != nil {
			return line.endAt("timeout", index, fmt.Errorf("not done within %d ms", script.LimitMS))
		}
		if err != nil {
			return line.endAt("error", index, err)
		}
		line.Results = append(line.Results, result)
	}
	return line
}

// endOf is how a job ends that could not be read.
func endOf(err error) string {
	var key *unknownKeyError
	var step *unknownStepError
	if errors.As(err, &key) || errors.As(err, &step) {
		return "unsupported"
	}
	return "error"
}
