"""Metadata as the contract's JSON, both ways."""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from typing import Any

from .errors import StepError

# Source: gRPC's PROTOCOL-HTTP2.md, "Custom-Metadata". What is illegal in a key is grpcio's to say.
LEGAL_TEXT = re.compile(r"[\x20-\x7e]*")

TRANSPORT_KEYS = ("content-type", "user-agent", "date")
TRANSPORT_PREFIXES = ("grpc-", ":")


def is_transports(key: str) -> bool:
    """True for keys that gRPC or HTTP/2 owns."""
    return key in TRANSPORT_KEYS or key.startswith(TRANSPORT_PREFIXES)


def from_json(entries: Any) -> tuple[tuple[str, str | bytes], ...]:
    """`[[key, [values…]], …]` as gRPC takes it, in the same order."""
    try:
        return tuple((key, _value(key, value)) for key, values in entries for value in values)
    except (TypeError, ValueError) as error:
        raise StepError(f"metadata: {error}") from error


def _value(key: str, value: str) -> str | bytes:
    if key.endswith("-bin"):
        return b64decode(value, validate=True)
    if LEGAL_TEXT.fullmatch(value) is None:
        raise ValueError(f"illegal value {value!r:.80} of {key!r}")
    return value


def to_json(pairs: Iterable[tuple[str, str | bytes]]) -> list[list[Any]]:
    """`[[key, [values…]], …]` sorted by key, values in the order they came."""
    values: dict[str, list[str]] = {}
    for key, value in pairs:
        values.setdefault(key, []).append(_text(key, value))
    return [[key, values[key]] for key in sorted(values)]


def _text(key: str, value: str | bytes) -> str:
    if isinstance(value, str):
        return value
    return b64encode(value).decode() if key.endswith("-bin") else value.decode("latin-1")
