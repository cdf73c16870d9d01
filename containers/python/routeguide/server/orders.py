"""What request metadata asks a server to do.

The words are those of interop/model/server-contract.md.
"""

import signal
from collections.abc import Sequence
from dataclasses import dataclass

import grpc

Pairs = tuple[tuple[str, str | bytes], ...]

MOST_DIGITS = 9


class OrderError(Exception):
    """A value makes no sense; the message names its key."""


@dataclass(frozen=True)
class Failure:
    """How a call is to fail: once so many messages have been read, and so many written.

    `code` None is a fault in the handler; `delay` is in seconds, to wait then.
    """

    code: grpc.StatusCode | None
    details: str
    reads: int
    writes: int
    delay: float


@dataclass(frozen=True)
class SignalOrder:
    """A signal that the server is to send itself, once so many messages have been written."""

    number: signal.Signals
    writes: int


@dataclass(frozen=True)
class Orders:
    """What one call asks for; times in seconds.

    Nothing ends `sleep`; the call's end ends `delay`, and `pace`, which comes before each response
    of a stream.
    """

    initial: Pairs
    trailing: Pairs
    headers_now: bool
    delay: float
    sleep: float
    pace: float
    signal: SignalOrder | None
    keep: int | None
    """How many request messages the handler is given; the others are read and thrown away."""
    failure: Failure | None


def read_orders(metadata: Sequence[tuple[str, str | bytes]]) -> Orders:
    """Reads them; raises OrderError."""
    first: dict[str, str | bytes] = {}
    for key, value in metadata:
        first.setdefault(key, value)
    if first.get("x-interop-headers", "now") != "now":
        raise OrderError(f"x-interop-headers: {first['x-interop-headers']!r}")
    trailing = (
        *_picked(metadata, "x-grpc-test-echo-trailing-bin", "x-interop-trailing-"),
        *_padding(first, "x-interop-padding-trailing"),
    )
    details = first.get("x-interop-fail-details-bin")
    if details is not None:
        trailing = (*trailing, ("grpc-status-details-bin", details))
    return Orders(
        initial=(
            *_picked(metadata, "x-grpc-test-echo-initial", "x-interop-initial-"),
            *_padding(first, "x-interop-padding-initial"),
        ),
        trailing=trailing,
        headers_now="x-interop-headers" in first,
        delay=_count(first, "x-interop-delay-ms") / 1000,
        sleep=_count(first, "x-interop-sleep-ms") / 1000,
        pace=_count(first, "x-interop-pace-ms") / 1000,
        signal=_signal(first),
        failure=_failure(first) if _is_failing_attempt(first) else None,
        keep=_count(first, "x-interop-keep") if "x-interop-keep" in first else None,
    )


def _is_failing_attempt(first: dict[str, str | bytes]) -> bool:
    """A client that tries again says how often it has tried already."""
    attempts = _count(first, "x-interop-fail-attempts")
    return attempts == 0 or _count(first, "grpc-previous-rpc-attempts") < attempts


def _signal(first: dict[str, str | bytes]) -> SignalOrder | None:
    name = first.get("x-interop-signal")
    if name is None:
        return None
    if name not in ("TERM", "KILL"):
        raise OrderError(f"x-interop-signal: {name!r}")
    return SignalOrder(signal.Signals[f"SIG{name}"], _count(first, "x-interop-signal-writes"))


def _failure(first: dict[str, str | bytes]) -> Failure | None:
    name = first.get("x-interop-fail")
    if name is None:
        return None
    known = {code.name: code for code in grpc.StatusCode if code is not grpc.StatusCode.OK}
    if name != "THROW" and name not in known:
        raise OrderError(f"x-interop-fail: {name!r}")
    return Failure(
        code=known.get(str(name)),
        details=bytes(first.get("x-interop-fail-message-bin", b"")).decode()
        * _count(first, "x-interop-fail-message-times", "1"),
        reads=_count(first, "x-interop-fail-reads"),
        writes=_count(first, "x-interop-fail-writes"),
        delay=_count(first, "x-interop-fail-delay-ms") / 1000,
    )


def _picked(metadata: Sequence[tuple[str, str | bytes]], wanted: str, prefix: str) -> Pairs:
    return tuple(
        (key, value) for key, value in metadata if key == wanted or key.startswith(prefix)
    )


def _padding(first: dict[str, str | bytes], key: str) -> Pairs:
    characters = _count(first, key)
    return (("x-interop-padding", "x" * characters),) if characters else ()


def _count(first: dict[str, str | bytes], key: str, absent: str = "0") -> int:
    text = first.get(key, absent)
    if not isinstance(text, str) or not text.isdecimal() or len(text) > MOST_DIGITS:
        raise OrderError(f"{key}: {text!r}")
    return int(text)
