"""The methods that a script can call, and the shape of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from google.protobuf.message import Message
from route_guide_pb2 import Point, Rectangle, RouteNote

from routeguide.client import generic, get_feature, list_features, raw, record_route, route_chat
from routeguide.client.connection import CallOptions, Connection

from . import messages
from .errors import StepError

Start = Callable[[Connection, Any, CallOptions], Any]
"""Starts a call with its request, or with an iterator over its requests."""


@dataclass(frozen=True)
class Method:
    """`sends_once` and `answers_once` tell unary from streaming, each way."""

    name: str
    sends_once: bool
    answers_once: bool
    start: Start
    request: Callable[[Any], Any]
    response: Callable[[Any], dict[str, Any]]


def find_method(name: str) -> Method:
    """One of the contract's by its name, or any other by its path; raises StepError."""
    if name.startswith("/"):
        return _unknown(name)
    method = METHODS.get(name)
    if method is None:
        raise StepError(f"unknown method {name}: expected one of {', '.join(METHODS)}, or a path")
    return method


RAW_MODES = {
    "unary": (True, True),
    "server_streaming": (True, False),
    "client_streaming": (False, True),
    "bidirectional_streaming": (False, False),
}
"""By mode: whether the client sends once, and whether the server answers once."""


def raw_method(path: str, mode: str) -> Method:
    """Any method by its path, with bytes for messages; raises StepError."""
    if mode not in RAW_MODES:
        raise StepError(f"raw: expected one of {', '.join(RAW_MODES)}, got {mode!r:.80}")
    if not path.startswith("/"):
        raise StepError(f"raw: expected a path that begins with /, got {path!r:.80}")
    sends_once, answers_once = RAW_MODES[mode]
    return Method(
        name=path,
        sends_once=sends_once,
        answers_once=answers_once,
        start=lambda connection, requests, options: raw.start(
            connection,
            path,
            requests,
            options,
            sends_once=sends_once,
            answers_once=answers_once,
        ),
        request=messages.bytes_from_json,
        response=messages.bytes_to_json,
    )


def _method(
    name: str, kind: type[Message], start: Start, *, sends_once: bool, answers_once: bool
) -> Method:
    return Method(
        name=name,
        sends_once=sends_once,
        answers_once=answers_once,
        start=start,
        request=lambda data: messages.from_json(kind, data),
        response=messages.to_json,
    )


def _unknown(path: str) -> Method:
    def request(data: Any) -> None:
        if data != {}:
            raise StepError(f"{path}: expected an empty message, got {data!r:.80}")

    return Method(
        name=path,
        sends_once=True,
        answers_once=True,
        start=lambda connection, _request, options: generic.start(connection, path, options),
        request=request,
        response=lambda _bytes: {},
    )


METHODS = {
    method.name: method
    for method in (
        _method("GetFeature", Point, get_feature.start, sends_once=True, answers_once=True),
        _method(
            "ListFeatures", Rectangle, list_features.start, sends_once=True, answers_once=False
        ),
        _method("RecordRoute", Point, record_route.start, sends_once=False, answers_once=True),
        _method("RouteChat", RouteNote, route_chat.start, sends_once=False, answers_once=False),
    )
}
