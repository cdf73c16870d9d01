"""Calls of any method in any mode, with messages as they are on the wire."""

from collections.abc import Iterator
from typing import Any

import grpc

from .connection import CallOptions, Connection


def start(
    connection: Connection,
    path: str,
    requests: bytes | Iterator[bytes],
    options: CallOptions,
    *,
    sends_once: bool,
    answers_once: bool,
) -> Any:  # noqa: ANN401 (gRPC's calls of each mode are of a class of their own)
    """Starts the call; it is a future where it answers once, and else to be iterated over."""
    shape = {
        (True, True): grpc.Channel.unary_unary,
        (True, False): grpc.Channel.unary_stream,
        (False, True): grpc.Channel.stream_unary,
        (False, False): grpc.Channel.stream_stream,
    }[sends_once, answers_once]
    call = getattr(connection.channel, shape.__name__)(path)
    return (call.future if answers_once else call)(requests, **options.arguments())
