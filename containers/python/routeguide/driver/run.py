"""Runs a batch, and prints its lines."""

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from routeguide import versions
from routeguide.client.connection import Connection

from .batch import BatchError, Job, load_batch
from .job import run_job
from .steps import STEP_KEYS

CONTRACT = 1

_stdout = threading.Lock()


def run_batch(path: Path) -> int:
    """0 once the `done` line is out; 2, after a line on stderr, where the batch cannot be used."""
    try:
        batch = load_batch(path)
        connection = Connection(batch.address, batch.tls)
    except (BatchError, OSError) as error:
        print(f"client.py: {error}", file=sys.stderr)
        return 2

    _print({"hello": _hello()})

    def run(job: Job) -> None:
        _print(run_job(job, connection))

    with ThreadPoolExecutor(max_workers=batch.parallel) as workers:
        # Going through the results raises here what a worker raised.
        done = sum(1 for _ in workers.map(run, batch.jobs))
    connection.channel.close()
    _print({"done": {"jobs": done}})
    return 0


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
