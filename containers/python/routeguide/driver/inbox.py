"""One call's inbox: what has been read and not yet reported."""

import threading
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from typing import Any

import grpc

END = object()
"""What a read gives once the call is over."""

Read = Callable[[], Any]
"""Reads one message, and waits for as long as that takes. A call that is cancelled has an end."""


class Inbox:
    """Ordered, and filled by at most one outstanding read.

    A read is issued only by `wait` and `take`; one that brought nothing in time stays pending, and
    the next of them takes it over.
    """

    def __init__(self, read: Read) -> None:
        """Reads nothing yet."""
        self._read = read
        self._arrived: SimpleQueue[Any] = SimpleQueue()
        self._pending = False
        self._head: Any = None

    def wait(self, seconds: float) -> bool:
        """True once something is at the head: a message or the call's end."""
        if self._head is not None:
            return True
        if not self._pending:
            self._pending = True
            # grpcio's reads block: one that may stay pending needs a thread to wait in it.
            threading.Thread(target=self._read_aside, daemon=True).start()
        try:
            self._head = self._arrived.get(timeout=max(seconds, 0))
        except Empty:
            return False
        self._pending = False
        return True

    def take(self) -> Any:
        """The next message, or None at the call's end; waits until there is one or the other."""
        if self._head is None:
            # In this very thread: handing messages over from another costs more than reading them.
            self._head = self._arrived.get() if self._pending else self._read()
            self._pending = False
        if self._head is END:
            return None
        head, self._head = self._head, None
        return head

    def _read_aside(self) -> None:
        self._arrived.put(self._read())


def read_single(future: grpc.Future) -> Read:
    """Reads a call that has one response: first that, where it ended well, then its end."""
    answered = False

    def read() -> Any:
        nonlocal answered
        if answered or future.code() is not grpc.StatusCode.OK:
            return END
        answered = True
        response = future.result()
        # grpcio gives None where a call ended well and nothing came, or nothing that was whole.
        return END if response is None else response

    return read


def read_stream(call: Iterator[Any]) -> Read:
    """Reads a call that streams."""

    def read() -> Any:
        try:
            return next(call, END)
        except grpc.RpcError:
            return END

    return read
