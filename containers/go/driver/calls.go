package driver

import (
	"context"
	"fmt"

	"google.golang.org/grpc"
)

// calls are the calls that a job has opened, by the names its script gives them.
type calls struct {
	channel  grpc.ClientConnInterface
	timeLine *timeLine
	open     map[string]*call
}

func (c *calls) add(ctx context.Context, step *openStep) error {
	if _, taken := c.open[step.Call]; taken {
		return fmt.Errorf("call %q is open already", step.Call)
	}
	opened, err := newCall(ctx, c.channel, step, c.timeLine.see(step.Call))
	if err == nil {
		c.open[step.Call] = opened
	}
	return err
}

func (c *calls) find(name string) (*call, error) {
	if found, ok := c.open[name]; ok {
		return found, nil
	}
	return nil, fmt.Errorf("call %q was not opened", name)
}

func (c *calls) findStarted(name string) (*call, error) {
	found, err := c.find(name)
	if err == nil && !found.started {
		err = fmt.Errorf("call %q has not started: it starts when its message is sent", name)
	}
	return found, err
}
