"""A job's time line: what was seen of its calls, and when."""

import threading
import time
from collections.abc import Callable

See = Callable[[str], None]
"""Notes an event of one call, in the contract's words."""


class TimeLine:
    """Runs from its making. Events may come from any thread."""

    def __init__(self) -> None:
        """Nothing has been seen yet."""
        self._began = time.monotonic()
        self._lock = threading.Lock()
        self._events: list[tuple[float, str, str]] = []

    def see(self, call: str) -> See:
        """Where events of that call are noted."""

        def note(event: str) -> None:
            # The time is read within the lock: the order of the events is that of their times.
            with self._lock:
                ms = round((time.monotonic() - self._began) * 1000, 3)
                self._events.append((ms, call, event))

        return note

    def events(self) -> list[tuple[float, str, str]]:
        """All so far, in the order in which they were seen."""
        with self._lock:
            return list(self._events)
