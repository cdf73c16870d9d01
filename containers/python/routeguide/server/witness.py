"""The witness: what the server says it saw of each call, a JSON line on stderr.

It stands around the handlers and outside their behaviour: it counts what passes, passes on the
very exceptions that it meets, and adds no thread to the pool.
"""

from collections.abc import Callable, Iterator
from typing import Any

import grpc

from .call_record import CallRecord


class WitnessInterceptor(grpc.ServerInterceptor):
    """Writes a line for every call that reaches a handler, once the call is over."""

    def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], grpc.RpcMethodHandler | None],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> grpc.RpcMethodHandler | None:
        """Stands in for the handler, for this one call; an unknown method has none."""
        handler = continuation(handler_call_details)
        if handler is None:
            return None
        record = CallRecord(handler_call_details.method, handler_call_details.invocation_metadata)
        return _watched(handler, record)


def _watched(handler: grpc.RpcMethodHandler, record: CallRecord) -> grpc.RpcMethodHandler:
    def deserialize(data: bytes) -> Any:
        try:
            return handler.request_deserializer(data)
        except Exception:
            record.malformed()
            raise

    def read(request: Any) -> Any:
        if handler.request_streaming:
            return record.reading(request)
        record.received += 1
        return request

    def answer_once(request: Any, context: grpc.ServicerContext) -> Any:
        record.begin(context)
        with record.watching(context):
            response = behaviour(read(request), context)
            record.sent += 1
            return response

    def answer_many(request: Any, context: grpc.ServicerContext) -> Iterator[Any]:
        record.begin(context)
        with record.watching(context):
            for response in behaviour(read(request), context):
                record.sent += 1
                with record.writing():
                    yield response

    shape = ("stream" if handler.request_streaming else "unary") + (
        "_stream" if handler.response_streaming else "_unary"
    )
    behaviour = getattr(handler, shape)
    rebuild = getattr(grpc, f"{shape}_rpc_method_handler")
    return rebuild(
        answer_many if handler.response_streaming else answer_once,
        request_deserializer=deserialize,
        response_serializer=handler.response_serializer,
    )
