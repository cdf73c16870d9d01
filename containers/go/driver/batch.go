// Package driver carries out batches of scripted calls, as the driver contract (version 2) says.
package driver

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"routeguide.interop.test/go/client"
)

// Contract is the version of the driver contract that is spoken here.
const Contract = 2

// File is what a driver is given: one batch under contract 1, any number of them under contract 2.
type File struct {
	Contract int      `json:"contract"`
	Batches  []*Batch `json:"batches"`
}

// Batch is jobs to carry out against one server, over one channel.
type Batch struct {
	Batch    string            `json:"batch"`
	Target   Target            `json:"target"`
	Parallel int               `json:"parallel"`
	Jobs     []json.RawMessage `json:"jobs"` // decoded one by one: a bad one costs itself only
}

// UnmarshalJSON refuses unknown and missing keys.
func (b *Batch) UnmarshalJSON(raw []byte) error {
	type plain Batch
	if err := strict(raw, (*plain)(b)); err != nil {
		return err
	}
	return b.check()
}

func (b *Batch) check() error {
	if b.Parallel < 1 {
		return fmt.Errorf("parallel: expected at least 1, got %d", b.Parallel)
	}
	for index, job := range b.Jobs {
		if jobID(job) == "" {
			return fmt.Errorf("jobs[%d]: expected an object with a job id", index)
		}
	}
	return nil
}

// Target is the server: host:port, and TLS or null for plaintext.
type Target struct {
	Address string          `json:"address"`
	TLS     *TargetTLS      `json:"tls"`
	Channel *ChannelOptions `json:"channel,omitempty"` // from contract 2 on
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

// Read reads a batch file; its jobs are not looked into yet, but each has an id.
func Read(name string) (*File, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	file, err := parseFile(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return file, nil
}

func parseFile(raw []byte) (*File, error) {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(raw, &keys); err != nil {
		return nil, err
	}
	if _, ok := keys["contract"]; !ok {
		batch := &Batch{}
		if err := json.Unmarshal(raw, batch); err != nil {
			return nil, err
		}
		if batch.Target.Channel != nil {
			return nil, fmt.Errorf("target: %w", &unknownKeyError{"channel"})
		}
		return &File{1, []*Batch{batch}}, nil
	}
	file := &File{}
	if err := strict(raw, file); err != nil {
		return nil, err
	}
	if file.Contract != 2 {
		return nil, fmt.Errorf("contract: expected 2, got %d", file.Contract)
	}
	if len(file.Batches) == 0 {
		return nil, errors.New("batches: expected at least one")
	}
	return file, nil
}
