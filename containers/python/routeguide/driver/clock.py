"""A job's limit."""

import time

from .errors import OutOfTimeError


class Clock:
    """Runs from its making."""

    def __init__(self, limit_seconds: float) -> None:
        """Starts to run."""
        self._limit_seconds = limit_seconds
        self._end = time.monotonic() + limit_seconds

    def left(self) -> float:
        """Seconds left, never below 0."""
        return max(self._end - time.monotonic(), 0)

    def check(self) -> None:
        """Raises OutOfTimeError once nothing is left."""
        if self.left() <= 0:
            raise OutOfTimeError(f"the job's {self._limit_seconds * 1000:.0f} ms ran out")

    def sleep(self, seconds: float) -> None:
        """Sleeps, no longer than the job may last."""
        time.sleep(min(seconds, self.left()))
        self.check()
