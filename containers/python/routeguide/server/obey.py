"""Obedience: what request metadata asks for, done around the handlers."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import grpc

from .orders import Failure, OrderError, Orders, read_orders


class ObeyInterceptor(grpc.ServerInterceptor):
    """Stands within the witness: what it makes up is seen as the handler's own."""

    def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], grpc.RpcMethodHandler | None],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> grpc.RpcMethodHandler | None:
        """Stands in for the handler, for this one call; an unknown method has none."""
        handler = continuation(handler_call_details)
        if handler is None:
            return None
        return _obeying(handler, handler_call_details.invocation_metadata)


class _DueError(Exception):
    """Ends a handler whose call is to fail now."""


def _obeying(handler: grpc.RpcMethodHandler, metadata: Any) -> grpc.RpcMethodHandler:
    shape = ("stream" if handler.request_streaming else "unary") + (
        "_stream" if handler.response_streaming else "_unary"
    )
    behaviour = getattr(handler, shape)

    def answer_once(request: Any, context: grpc.ServicerContext) -> Any:
        call = _Call(metadata, context)
        call.begin()
        try:
            call.fail_if_due()
            response = behaviour(call.reading(request, handler.request_streaming), context)
        except _DueError:
            call.fail()
        # The handler has ended with its only message, which a call that fails does not send.
        if call.failure is not None:
            call.fail()
        call.send_headers()
        return response

    def answer_many(request: Any, context: grpc.ServicerContext) -> Iterator[Any]:
        call = _Call(metadata, context)
        call.begin()
        try:
            call.fail_if_due()
            requests = call.reading(request, handler.request_streaming)
            for response in behaviour(requests, context):
                if call.is_written():
                    continue
                call.send_headers()
                call.pause(call.pace)
                yield response
                call.writes += 1
                call.signal_if_due()
                call.fail_if_due()
        except _DueError:
            call.fail()
        if call.failure is not None:
            call.fail()
        call.send_headers()

    rebuild = getattr(grpc, f"{shape}_rpc_method_handler")
    return rebuild(
        answer_many if handler.response_streaming else answer_once,
        request_deserializer=handler.request_deserializer,
        response_serializer=handler.response_serializer,
    )


class _Call:
    """One call's orders, and how far they are carried out."""

    def __init__(self, metadata: Any, context: grpc.ServicerContext) -> None:
        """Reads the orders; ends the call where they make no sense."""
        self._context = context
        try:
            self._orders: Orders = read_orders(metadata)
        except OrderError as error:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))
        self._sent_headers = False
        self._over: threading.Event | None = None
        self.reads = 0
        self.writes = 0

    @property
    def failure(self) -> Failure | None:
        return self._orders.failure

    @property
    def pace(self) -> float:
        return self._orders.pace

    def begin(self) -> None:
        """What comes before the handler."""
        orders, context = self._orders, self._context
        if orders.trailing:
            context.set_trailing_metadata(orders.trailing)
        if orders.headers_now:
            self._sent_headers = True
            context.send_initial_metadata(orders.initial)
        time.sleep(orders.sleep)
        self.pause(orders.delay)
        self.signal_if_due()

    def pause(self, seconds: float) -> None:
        """Waits; raises where the call ends meanwhile."""
        if seconds == 0:
            return
        if self._over is None:
            self._over = threading.Event()
            if not self._context.add_callback(self._over.set):
                self._over.set()
        if self._over.wait(seconds):
            late = (self._context.time_remaining() or 1) <= 0
            self._context.abort(
                grpc.StatusCode.DEADLINE_EXCEEDED if late else grpc.StatusCode.CANCELLED, ""
            )

    def signal_if_due(self) -> None:
        """Ends the process where it is time: it lives through no signal that it can be told to send."""
        signal = self._orders.signal
        if signal and signal.writes == self.writes:
            os.kill(os.getpid(), signal.number)

    def reading(self, request: Any, streams: bool) -> Any:  # noqa: FBT001 (as gRPC tells it)
        """The request, or the requests, counted."""
        if streams:
            return self._counted(request)
        self.reads += 1
        self.fail_if_due()
        return request

    def _counted(self, requests: Iterator[Any]) -> Iterator[Any]:
        for request in requests:
            self.reads += 1
            self.fail_if_due()
            if self._orders.keep is None or self.reads <= self._orders.keep:
                yield request

    def is_written(self) -> bool:
        """True where the next response is one beyond what is to be written."""
        return self.failure is not None and self.writes >= self.failure.writes

    def fail_if_due(self) -> None:
        """Raises _DueError where both counts are reached."""
        failure = self.failure
        if failure and self.reads >= failure.reads and self.writes >= failure.writes:
            raise _DueError

    def fail(self) -> None:
        """Ends the call as it was asked to; always raises."""
        failure = self.failure
        self.pause(failure.delay if failure else 0)
        self.send_headers()
        if failure is None or failure.code is None:
            raise RuntimeError("obeyed: throw")
        self._context.abort(failure.code, failure.details)

    def send_headers(self) -> None:
        """Sends the initial metadata where there is some, once."""
        if not self._sent_headers and self._orders.initial:
            self._context.send_initial_metadata(self._orders.initial)
        self._sent_headers = True
