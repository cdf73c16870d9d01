package driver

// outbox does what a call has to do on its sending side, in order, while the job goes on: grpc-go
// blocks a Send until flow control lets it through, which may need the job to read first.
// The call's context ends what is blocked.
type outbox struct {
	last chan struct{} // closed when the last action is done; nil before the first
}

// then does the action once all before it are done.
func (o *outbox) then(action func()) {
	before, after := o.last, make(chan struct{})
	o.last = after
	go func() {
		if before != nil {
			<-before
		}
		action()
		close(after)
	}()
}
