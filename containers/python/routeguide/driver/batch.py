"""Loads a batch file."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from routeguide.client.connection import Tls

JOB_KEYS = ("job", "limit_ms", "steps")


class BatchError(Exception):
    """The batch cannot be used at all; the message says what was expected where."""


@dataclass(frozen=True)
class Job:
    """One script. `unknown` names keys that the contract does not have."""

    name: str
    limit_seconds: float
    steps: list[dict[str, Any]]
    unknown: list[str]


@dataclass(frozen=True)
class Batch:
    """Jobs for one server, at most `parallel` at once."""

    address: str
    tls: Tls | None
    parallel: int
    jobs: list[Job]


def load_batch(path: Path) -> Batch:
    """Reads the file; raises BatchError. Steps are looked at when their job runs."""
    try:
        batch = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BatchError(f"batch {path}: {error}") from error
    _expect_keys("batch", batch, ("batch", "target", "parallel", "jobs"))
    target = batch["target"]
    _expect_keys("target", target, ("address", "tls"))
    parallel = batch["parallel"]
    if not isinstance(parallel, int) or parallel < 1:
        raise BatchError(f"batch {path}: parallel: expected a positive integer, got {parallel!r}")
    return Batch(
        address=target["address"],
        tls=_tls(target["tls"]),
        parallel=parallel,
        jobs=[_job(job) for job in batch["jobs"]],
    )


def _tls(tls: dict[str, Any] | None) -> Tls | None:
    if tls is None:
        return None
    _expect_keys("target.tls", tls, ("ca", "name", "cert", "key"))
    return Tls(
        ca=Path(tls["ca"]),
        name=tls["name"],
        cert=None if tls["cert"] is None else Path(tls["cert"]),
        key=None if tls["key"] is None else Path(tls["key"]),
    )


def _job(job: dict[str, Any]) -> Job:
    _expect_keys("job", job, JOB_KEYS, others=True)
    return Job(
        name=job["job"],
        limit_seconds=job["limit_ms"] / 1000,
        steps=job["steps"],
        unknown=[key for key in job if key not in JOB_KEYS],
    )


def _expect_keys(what: str, value: Any, keys: tuple[str, ...], *, others: bool = False) -> None:
    if not isinstance(value, dict):
        raise BatchError(f"{what}: expected an object with {', '.join(keys)}, got {value!r}")
    missing = [key for key in keys if key not in value]
    unknown = [] if others else [key for key in value if key not in keys]
    if missing or unknown:
        raise BatchError(f"{what}: missing keys {missing}, unknown keys {unknown}")
