"""The steps of a script: their keys, and what each does."""

from typing import Any

from routeguide.client.connection import CallOptions, Connection

from . import metadata
from .call import Call
from .clock import Clock
from .errors import StepError, UnsupportedError
from .methods import find_method, raw_method
from .time_line import TimeLine

Step = dict[str, Any]

STEP_KEYS: dict[str, tuple[str, ...]] = {
    "open": ("call", "method", "deadline_ms", "metadata"),
    "send": ("call", "message"),
    "receive": ("call", "count"),
    "receive_headers": ("call",),
    "pause": ("ms",),
    "expect_silence": ("call", "ms"),
    "half_close": ("call",),
    "cancel": ("call",),
    "finish": ("call",),
}

OPTIONAL_KEYS: dict[str, tuple[str, ...]] = {
    "open": ("wait_for_ready", "raw"),
    "send": ("times",),
}


def check_known(steps: list[Step]) -> None:
    """Raises UnsupportedError at the first step, or key of one, that is not the contract's."""
    for at, step in enumerate(steps):
        do = step.get("do")
        if do not in STEP_KEYS:
            raise UnsupportedError(at, f"unknown step {do!r}")
        known = ("do", *STEP_KEYS[do], *OPTIONAL_KEYS.get(do, ()))
        unknown = [key for key in step if key not in known]
        if unknown:
            raise UnsupportedError(at, f"unknown key {unknown[0]!r} of step {do!r}")


class Script:
    """Carries out one job's steps, in order, over a connection that other jobs may share."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        """No call is open yet; the time line begins."""
        self.time_line = TimeLine()
        self._connection = connection
        self._clock = clock
        self._calls: dict[str, Call] = {}

    def run(self, step: Step) -> dict[str, Any]:
        """The step's result; raises StepError or OutOfTimeError."""
        do = step["do"]
        missing = [key for key in STEP_KEYS[do] if key not in step]
        if missing:
            raise StepError(f"{do}: missing key {missing[0]!r}")
        self._clock.check()
        return getattr(self, f"_{do}")(step) or {}

    def release(self) -> None:
        """Cancels what is still open; from any thread, and more than once if need be."""
        for call in list(self._calls.values()):
            call.release()

    def _open(self, step: Step) -> None:
        if step["call"] in self._calls:
            raise StepError(f"call {step['call']!r} is open already")
        deadline = step["deadline_ms"]
        options = CallOptions(
            timeout=None if deadline is None else deadline / 1000,
            metadata=metadata.from_json(step["metadata"]),
            wait_for_ready=step.get("wait_for_ready", False),
        )
        method = (
            raw_method(step["method"], step["raw"])
            if "raw" in step
            else find_method(step["method"])
        )
        self._calls[step["call"]] = Call(
            method, self._connection, options, self._clock, self.time_line.see(step["call"])
        )

    def _send(self, step: Step) -> None:
        times = step.get("times", 1)
        if not isinstance(times, int) or times < 1:
            raise StepError(f"send: times: expected a positive integer, got {times!r:.80}")
        self._call(step).send(step["message"], times)

    def _receive(self, step: Step) -> dict[str, Any]:
        return self._call(step).receive(step["count"])

    def _receive_headers(self, step: Step) -> dict[str, Any]:
        return self._call(step).headers()

    def _pause(self, step: Step) -> None:
        self._clock.sleep(step["ms"] / 1000)

    def _expect_silence(self, step: Step) -> dict[str, Any]:
        return {"silent": self._call(step).is_silent(step["ms"] / 1000)}

    def _half_close(self, step: Step) -> None:
        self._call(step).half_close()

    def _cancel(self, step: Step) -> None:
        self._call(step).cancel()

    def _finish(self, step: Step) -> dict[str, Any]:
        return self._call(step).finish()

    def _call(self, step: Step) -> Call:
        call = self._calls.get(step["call"])
        if call is None:
            raise StepError(f"call {step['call']!r} was not opened")
        return call
