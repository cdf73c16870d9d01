"""What is noted of one call, and the line that is written of it."""

import json
import os
import threading
import time
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import grpc

NO_DEADLINE_ABOVE_SECONDS = 10 * 365 * 24 * 3600
"""gRPC shows a call without a deadline as one that has centuries left."""

_stderr = threading.Lock()

_connections: dict[str, set["CallRecord"]] = {}
"""By the client's address, which is one for each connection: the calls that it has open."""
_connections_lock = threading.Lock()


Metadata = Sequence[tuple[str, str | bytes]]


def metadata_list(metadata: Metadata) -> list[tuple[str, list[str]]]:
    """Metadata as drivers report it: by key, values in order, those of -bin keys in base64."""
    values: dict[str, list[str]] = {}
    for key, value in metadata:
        text = b64encode(value).decode() if isinstance(value, bytes) else value
        values.setdefault(key, []).append(text)
    return sorted(values.items())


class CallRecord:
    """Filled by the handler's thread, written by gRPC's once the call is over."""

    def __init__(self, method: str, metadata: Metadata) -> None:
        """Notes when the call arrived: a handler may have to wait for a thread of the pool."""
        self.received = 0
        self.sent = 0
        self._writes = 0
        self._writes_at_once = 0
        self._calls_at_once = 1
        self._longest_write = 0.0
        self._longest_write_at = 0
        self._writes_begun = 0
        self._method = method
        self._metadata = metadata_list(metadata)
        self._arrived = time.monotonic()
        self._deadline: float | None = None
        self._context: grpc.ServicerContext | None = None
        self._status: grpc.StatusCode | None = None
        self._malformed = False
        self._written = False

    def begin(self, context: grpc.ServicerContext) -> None:
        """The call has reached its handler; from now on its end will be written."""
        self._context = context
        self._enter(context.peer())
        remaining = context.time_remaining()
        if remaining is not None and remaining < NO_DEADLINE_ABOVE_SECONDS:
            self._deadline = time.monotonic() + remaining
        if not context.add_callback(self._write):
            # The call was over before a thread of the pool was free for it.
            self._write()

    def reading(self, requests: Iterator[Any]) -> Iterator[Any]:
        """Passes the requests on and counts them; an end by the client's leaving is its status."""
        try:
            for request in requests:
                self.received += 1
                yield request
        except grpc.RpcError:
            self.settle(self._gone())
            raise

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Measures a write: gRPC comes back for the next response once it has taken this one."""
        began = time.monotonic()
        self._writes += 1
        self._writes_begun += 1
        at = self._writes_begun
        self._writes_at_once = max(self._writes_at_once, self._writes)
        try:
            yield
        finally:
            self._writes -= 1
            took = time.monotonic() - began
            if took > self._longest_write:
                self._longest_write, self._longest_write_at = took, at

    def malformed(self) -> None:
        """A request could not be deserialized: gRPC ends the call, and the handler's stream."""
        self._malformed = True
        self.settle(grpc.StatusCode.INTERNAL)

    @contextmanager
    def watching(self, context: grpc.ServicerContext) -> Iterator[None]:
        """Notes how the handler ends, unless the call's status is settled by then."""
        try:
            yield
        except Exception:
            self.settle(context.code() or grpc.StatusCode.UNKNOWN)
            raise
        finally:
            # Before the client can hear of it: the next call may be here before gRPC calls back.
            self._leave(context.peer())
        self.settle(context.code() or grpc.StatusCode.OK)
        if self._malformed:
            # grpcio then tries to end the call a second time, and never calls back.
            self._write()

    def settle(self, status: grpc.StatusCode) -> None:
        """The first status that is known is the one that the call ends with."""
        if self._status is None:
            self._status = status

    def _enter(self, connection: str) -> None:
        with _connections_lock:
            calls = _connections.setdefault(connection, set())
            calls.add(self)
            for call in calls:
                call._calls_at_once = max(call._calls_at_once, len(calls))

    def _leave(self, connection: str) -> None:
        with _connections_lock:
            calls = _connections.get(connection, set())
            calls.discard(self)
            if not calls:
                _connections.pop(connection, None)

    def _ended(self, context: grpc.ServicerContext) -> grpc.StatusCode:
        # Where a client cancels, its stream may look well ended to the handler, which then ends
        # well too. That gRPC sent no status is known to its own record only.
        gone = context._state.client == "cancelled"  # noqa: SLF001 (it has no public name)
        if self._status is None or (gone and self._status is grpc.StatusCode.OK):
            return self._gone()
        return self._status

    def _gone(self) -> grpc.StatusCode:
        if self._deadline is not None and time.monotonic() >= self._deadline:
            return grpc.StatusCode.DEADLINE_EXCEEDED
        return grpc.StatusCode.CANCELLED

    def _write(self) -> None:
        context = self._context
        if context is None or self._written:
            return
        self._written = True
        security = context.auth_context()
        names = security.get("x509_common_name", [])
        deadline = self._deadline
        witness = {
            "cell": dict(self._metadata).get("x-interop-cell", [None])[0],
            "method": self._method,
            "tls": security.get("transport_security_type") == [b"ssl"],
            "peer": names[0].decode() if names else None,
            "received": self.received,
            "sent": self.sent,
            "deadline_ms": None if deadline is None else round((deadline - self._arrived) * 1000),
            "metadata": self._metadata,
            "lasted_ms": round((time.monotonic() - self._arrived) * 1000, 3),
            "longest_write_ms": round(self._longest_write * 1000, 3),
            "longest_write_at": self._longest_write_at,
            "writes_at_once": self._writes_at_once,
            "calls_at_once": self._calls_at_once,
            "ended": self._ended(context).name,
        }
        line = f"{json.dumps({'witness': witness})}\n".encode()
        with _stderr:
            # Past Python's buffers: the line is out, whole, before a signal can end all.
            os.write(2, line)
