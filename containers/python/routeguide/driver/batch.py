"""Loads a batch file, of contract 1 or 2."""

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from routeguide.client.connection import AS_GRPC_HAS_IT, ChannelOptions, Tls

CONTRACT = 2
"""The contract that this driver speaks."""

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

    name: str
    address: str
    tls: Tls | None
    channel: ChannelOptions
    parallel: int
    jobs: list[Job]


@dataclass(frozen=True)
class BatchFile:
    """One batch under contract 1; under contract 2 any number, one after another."""

    contract: int
    batches: list[Batch]


def load_batches(path: Path) -> BatchFile:
    """Reads the file; raises BatchError. Steps are looked at when their job runs."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BatchError(f"batch {path}: {error}") from error
    if not isinstance(data, dict) or "contract" not in data:
        return BatchFile(contract=1, batches=[_batch(data, ("address", "tls"))])
    _expect_keys("file", data, ("contract", "batches"))
    contract, batches = data["contract"], data["batches"]
    if contract != CONTRACT:
        raise BatchError(f"batch {path}: contract: expected {CONTRACT}, got {contract!r}")
    if not isinstance(batches, list) or not batches:
        raise BatchError(f"batch {path}: batches: expected at least one, got {batches!r:.80}")
    keys = ("address", "tls", "channel")
    return BatchFile(contract=contract, batches=[_batch(batch, keys) for batch in batches])


def _batch(batch: Any, target_keys: tuple[str, ...]) -> Batch:
    _expect_keys("batch", batch, ("batch", "target", "parallel", "jobs"))
    target = batch["target"]
    _expect_keys("target", target, target_keys, optional=("channel",))
    parallel = batch["parallel"]
    if not isinstance(parallel, int) or parallel < 1:
        raise BatchError(f"parallel: expected a positive integer, got {parallel!r}")
    return Batch(
        name=batch["batch"],
        address=target["address"],
        tls=_tls(target["tls"]),
        channel=_channel(target["channel"]) if "channel" in target else AS_GRPC_HAS_IT,
        parallel=parallel,
        jobs=[_job(job) for job in batch["jobs"]],
    )


def _channel(channel: Any) -> ChannelOptions:
    keys = tuple(field.name for field in fields(ChannelOptions))
    _expect_keys("target.channel", channel, keys, optional=keys)
    compression = channel.get("compression")
    if compression not in (None, "gzip"):
        raise BatchError(f"target.channel: compression: expected gzip, got {compression!r}")
    return ChannelOptions(**channel)


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


def _expect_keys(
    what: str,
    value: Any,
    keys: tuple[str, ...],
    *,
    optional: tuple[str, ...] = (),
    others: bool = False,
) -> None:
    if not isinstance(value, dict):
        raise BatchError(f"{what}: expected an object with {', '.join(keys)}, got {value!r:.80}")
    missing = [key for key in keys if key not in value and key not in optional]
    unknown = [] if others else [key for key in value if key not in keys]
    if missing or unknown:
        raise BatchError(f"{what}: missing keys {missing}, unknown keys {unknown}")
