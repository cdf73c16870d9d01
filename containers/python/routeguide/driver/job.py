"""Carries out one job."""

from threading import Timer
from typing import Any

from routeguide.client.connection import Connection

from .batch import Job
from .clock import Clock
from .errors import OutOfTimeError, StepError, UnsupportedError
from .steps import Script, check_known


def run_job(job: Job, connection: Connection) -> dict[str, Any]:
    """The job's line. Whatever a step raises is the job's end, and never another's."""
    if job.unknown:
        return _line(job, "unsupported", 0, f"unknown key {job.unknown[0]!r} of the job", [])
    try:
        check_known(job.steps)
    except UnsupportedError as error:
        return _line(job, "unsupported", error.at, str(error), [])

    results: list[dict[str, Any]] = []
    script = Script(connection, Clock(job.limit_seconds))
    # Later than the clock, never before: a read that it ends finds the time run out.
    limit = Timer(job.limit_seconds, script.release)
    limit.start()
    try:
        for step in job.steps:
            results.append(script.run(step))  # noqa: PERF401 (kept where a later step fails)
    except OutOfTimeError as error:
        return _line(job, "timeout", len(results), str(error), results, script)
    except StepError as error:
        return _line(job, "error", len(results), str(error), results, script)
    except Exception as error:  # noqa: BLE001 (grpcio and protobuf raise many kinds)
        return _line(job, "error", len(results), f"{type(error).__name__}: {error}", results, script)
    finally:
        limit.cancel()
        script.release()
    return _line(job, "completed", None, None, results, script)


def _line(  # noqa: PLR0913 (a line has so many parts)
    job: Job,
    end: str,
    at: int | None,
    why: str | None,
    results: list[dict[str, Any]],
    script: Script | None = None,
) -> dict[str, Any]:
    events = script.time_line.events() if script else []
    return {
        "job": job.name,
        "end": end,
        "at": at,
        "why": why,
        "results": results,
        "events": events,
    }
