package driver

import (
	"encoding/json"
	"io"
	"sync"

	"google.golang.org/grpc"

	"routeguide.interop.test/go/about"
	"routeguide.interop.test/go/client"
)

type helloLine struct {
	Hello hello `json:"hello"`
}

type hello struct {
	Name     string   `json:"name"`
	Language string   `json:"language"`
	GRPC     string   `json:"grpc"`
	Steps    []string `json:"steps"`
	Contract int      `json:"contract"`
}

type doneLine struct {
	Done done `json:"done"`
}

type done struct {
	Batch *string `json:"batch,omitempty"` // from contract 2 on
	Jobs  int     `json:"jobs"`
}

// Run carries out a file's batches, one after another, each over a channel of its own, and prints the
// lines: hello first, for each batch one per job as it ends, and done.
func Run(file *File, out io.Writer) error {
	// Always: what a client can read must not depend on which batches share its process.
	client.RegisterGzip()
	lines := &printer{encoder: json.NewEncoder(out)}
	for index, batch := range file.Batches {
		channel, err := batch.Target.open()
		if err != nil {
			return err
		}
		if index == 0 {
			lines.print(helloLine{hello{about.Name, about.Language(), about.GRPC(), stepNames(), Contract}})
		}
		batch.run(channel, file.Contract, lines)
		channel.Close()
		ended := done{Jobs: len(batch.Jobs)}
		if file.Contract > 1 {
			ended.Batch = &batch.Batch
		}
		lines.print(doneLine{ended})
	}
	return lines.err
}

func (b *Batch) run(channel *grpc.ClientConn, contract int, lines *printer) {
	var jobs sync.WaitGroup
	slots := make(chan struct{}, b.Parallel)
	for _, job := range b.Jobs {
		slots <- struct{}{} // taken here, so that jobs start in order
		jobs.Go(func() {
			line := runJob(channel, job)
			if contract == 1 {
				line.Events = nil
			}
			lines.print(line)
			<-slots
		})
	}
	jobs.Wait()
}

// printer prints lines of concurrent jobs, whole ones.
type printer struct {
	mu      sync.Mutex
	encoder *json.Encoder
	err     error // the first
}

func (p *printer) print(line any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.encoder.Encode(line); err != nil && p.err == nil {
		p.err = err
	}
}
