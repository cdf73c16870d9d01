"""Runs batches, and prints their lines."""

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from routeguide import versions
from routeguide.client.connection import Connection

from .batch import CONTRACT, Batch, BatchError, Job, load_batches
from .job import run_job
from .steps import STEP_KEYS

_stdout = threading.Lock()


def run_batches(path: Path) -> int:
    """0 once the last `done` line is out; 2, after a line on stderr, where a batch cannot be used."""
    try:
        file = load_batches(path)
        for at, batch in enumerate(file.batches):
            connection = Connection(batch.address, batch.tls, batch.channel)
            if at == 0:
                _print({"hello": _hello()})
            done = {"jobs": _run_jobs(batch, connection, file.contract)}
            _print({"done": done if file.contract == 1 else {"batch": batch.name, **done}})
    except (BatchError, OSError) as error:
        print(f"client.py: {error}", file=sys.stderr)
        return 2
    return 0


def _run_jobs(batch: Batch, connection: Connection, contract: int) -> int:
    """How many lines were printed."""

    def run(job: Job) -> None:
        line = run_job(job, connection)
        if contract == 1:
            # The first contract has no time line.
            del line["events"]
        _print(line)

    try:
        with ThreadPoolExecutor(max_workers=batch.parallel) as workers:
            # Going through the results raises here what a worker raised.
            return sum(1 for _ in workers.map(run, batch.jobs))
    finally:
        connection.channel.close()


def _hello() -> dict[str, Any]:
    return {
        "name": versions.NAME,
        "language": versions.LANGUAGE,
        "grpc": versions.GRPC,
        "steps": list(STEP_KEYS),
        "contract": CONTRACT,
    }


def _print(line: dict[str, Any]) -> None:
    text = json.dumps(line, separators=(",", ":"))
    with _stdout:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
