"""One call of a script."""

import threading
from collections.abc import Iterator
from queue import SimpleQueue
from typing import Any

from routeguide.client.connection import CallOptions, Connection

from . import metadata
from .clock import Clock
from .errors import StepError
from .inbox import END, Inbox, Read, read_single, read_stream
from .methods import Method
from .time_line import See

HALF_CLOSE = object()
"""Ends the stream of requests."""

LEFT = object()
"""Ends it as well, where its job leaves the call."""


class Call:
    """A call from `open` to `finish`. Its waits end at the job's limit, which releases the call."""

    def __init__(
        self,
        method: Method,
        connection: Connection,
        options: CallOptions,
        clock: Clock,
        see: See,
    ) -> None:
        """Starts the call, unless its one request has to come first."""
        self._method = method
        self._connection = connection
        self._options = options
        self._clock = clock
        self._see = see
        self._call: Any = None
        self._inbox: Inbox | None = None
        self._cancelled = False
        self._half_closed = False
        # grpcio takes requests from an iterator, in a thread of its own.
        self._requests: SimpleQueue[Any] = SimpleQueue()
        if not method.sends_once:
            self._start(self._outgoing())

    def send(self, message: Any, times: int) -> None:
        """Sends a message so many times; succeeds where the call is over already."""
        request = self._method.request(message)
        if self._half_closed:
            raise StepError(f"{self._method.name}: nothing can be sent after the half-close")
        if self._method.sends_once:
            self._half_closed = True
            self._start(request)
            self._see("sent")
        else:
            for _ in range(times):
                self._requests.put(request)

    def half_close(self) -> None:
        """Ends the requests; a call that sends once has done so by itself."""
        if self._method.sends_once:
            self._started()
        self._half_closed = True
        self._requests.put(HALF_CLOSE)

    def receive(self, count: int) -> dict[str, Any]:
        """Reads `count` messages, or to the end."""
        inbox = self._started()
        messages: list[dict[str, Any]] = []
        while len(messages) < count:
            message = self._next(inbox)
            if message is None:
                return {"messages": messages, "ended": True}
            messages.append(self._method.response(message))
        return {"messages": messages}

    def headers(self) -> dict[str, Any]:
        """Waits for initial metadata that has a key of the service's own, or for the end."""
        self._started()
        initial = self._own(self._call.initial_metadata())
        if initial:
            self._see("headers")
            return {"initial": initial}
        # grpcio shows initial metadata without a key as it shows none at all.
        over = threading.Event()
        if self._call.add_callback(over.set):
            over.wait(self._clock.left())
        self._clock.check()
        return {"initial": [], "ended": True}

    def is_silent(self, seconds: float) -> bool:
        """True where neither a message nor the end comes within that time."""
        inbox = self._started()
        broken = inbox.wait(min(seconds, self._clock.left()))
        self._clock.check()
        return not broken

    def cancel(self) -> None:
        """Cancels; what is unread will not be reported."""
        self._started()
        self._cancelled = True
        self._see("cancelled")
        self._call.cancel()

    def finish(self) -> dict[str, Any]:
        """Reads to the end, and reports how it ended."""
        inbox = self._started()
        messages: list[dict[str, Any]] = []
        while (message := self._next(inbox)) is not None:
            if not self._cancelled:
                messages.append(self._method.response(message))
        initial = [*(self._call.initial_metadata() or ())]
        trailing = [*(self._call.trailing_metadata() or ())]
        return {
            "messages": messages,
            "initial": self._own(initial),
            "status": self._call.code().name,
            "details": self._call.details() or "",
            "trailing": self._own(trailing),
            "reserved": metadata.to_json(
                p for p in initial + trailing if metadata.is_transports(p[0])
            ),
        }

    def release(self) -> None:
        """Lets go of the call, however far it came: nothing of it outlives its job."""
        self._requests.put(LEFT)
        if self._call is not None:
            self._call.cancel()

    def _outgoing(self) -> Iterator[Any]:
        """The requests. gRPC comes for the next one once it has taken the one before."""
        while (request := self._requests.get()) is not LEFT:
            if request is HALF_CLOSE:
                self._see("half_closed")
                return
            yield request
            self._see("sent")

    @staticmethod
    def _own(pairs: Any) -> list[list[Any]]:
        """Metadata without what is the transport's."""
        return metadata.to_json(p for p in pairs or () if not metadata.is_transports(p[0]))

    def _seen(self, read: Read) -> Read:
        """A read that is noted as it brings something."""

        def read_and_see() -> Any:
            message = read()
            self._see("status" if message is END else "message")
            return message

        return read_and_see

    def _start(self, request: Any) -> None:
        # Before gRPC hears of it, so that nothing of the call can be seen earlier.
        self._see("start")
        self._call = self._method.start(self._connection, request, self._options)
        read = read_single if self._method.answers_once else read_stream
        self._inbox = Inbox(self._seen(read(self._call)))

    def _started(self) -> Inbox:
        if self._inbox is None:
            raise StepError(f"{self._method.name}: the call starts at its send, which has not come")
        return self._inbox

    def _next(self, inbox: Inbox) -> Any:
        # Before the read: what begins after the limit has nobody left to end it.
        self._clock.check()
        message = inbox.take()
        if message is None:
            self._clock.check()
        return message
