// Package driver carries out batches of scripted calls, as the driver contract (version 1) says.
package driver

import (
	"encoding/json"
	"fmt"
	"os"

	"routeguide.interop.test/go/client"
)

// Contract is the version of the driver contract that is spoken here.
const Contract = 1

// Batch is a batch file: jobs to carry out against one server, over one channel.
type Batch struct {
	Batch    string            `json:"batch"`
	Target   Target            `json:"target"`
	Parallel int               `json:"parallel"`
	Jobs     []json.RawMessage `json:"jobs"` // decoded one by one: a bad one costs itself only
}

// Target is the server: host:port, and TLS or null for plaintext.
type Target struct {
	Address string     `json:"address"`
	TLS     *TargetTLS `json:"tls"`
}

// TargetTLS is the CA to trust, the name to expect, and the client's own certificate or null.
type TargetTLS struct {
	CA   string  `json:"ca"`
	Name string  `json:"name"`
	Cert *string `json:"cert"`
	Key  *string `json:"key"`
}

// UnmarshalJSON refuses unknown and missing keys.
func (t *Target) UnmarshalJSON(raw []byte) error {
	type plain Target
	return strict(raw, (*plain)(t))
}

// UnmarshalJSON refuses unknown and missing keys.
func (t *TargetTLS) UnmarshalJSON(raw []byte) error {
	type plain TargetTLS
	return strict(raw, (*plain)(t))
}

// options are the target's TLS as the client package takes it; nil for plaintext.
func (t *TargetTLS) options() (*client.TLS, error) {
	if t == nil {
		return nil, nil
	}
	if t.CA == "" || t.Name == "" {
		return nil, fmt.Errorf("target.tls: expected a ca and a name")
	}
	if (t.Cert == nil) != (t.Key == nil) {
		return nil, fmt.Errorf("target.tls: expected both of cert and key, or neither")
	}
	options := &client.TLS{CAFile: t.CA, Name: t.Name}
	if t.Cert != nil {
		options.CertFile, options.KeyFile = *t.Cert, *t.Key
	}
	return options, nil
}

// ReadBatch reads a batch file; its jobs are not looked into yet, but each has an id.
func ReadBatch(file string) (*Batch, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	batch := &Batch{}
	if err := strict(raw, batch); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if batch.Parallel < 1 {
		return nil, fmt.Errorf("%s: parallel: expected at least 1, got %d", file, batch.Parallel)
	}
	for index, job := range batch.Jobs {
		if jobID(job) == "" {
			return nil, fmt.Errorf("%s: jobs[%d]: expected an object with a job id", file, index)
		}
	}
	return batch, nil
}
