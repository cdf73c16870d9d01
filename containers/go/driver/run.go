package driver

import (
	"encoding/json"
	"io"
	"sync"

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
	Jobs int `json:"jobs"`
}

// Run carries out a batch over one channel and prints its lines: hello, one per job as it ends, done.
func Run(batch *Batch, out io.Writer) error {
	options, err := batch.Target.TLS.options()
	if err != nil {
		return err
	}
	channel, err := client.NewChannel(batch.Target.Address, options)
	if err != nil {
		return err
	}
	defer channel.Close()

	lines := &printer{encoder: json.NewEncoder(out)}
	lines.print(helloLine{hello{about.Name, about.Language(), about.GRPC(), stepNames(), Contract}})
	var jobs sync.WaitGroup
	slots := make(chan struct{}, batch.Parallel)
	for _, job := range batch.Jobs {
		slots <- struct{}{} // taken here, so that jobs start in order
		jobs.Go(func() {
			lines.print(runJob(channel, job))
			<-slots
		})
	}
	jobs.Wait()
	lines.print(doneLine{done{len(batch.Jobs)}})
	return lines.err
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
