"""Reads a database of features. The server serves one; the demo client takes its route from one."""

import json
from pathlib import Path

from route_guide_pb2 import Feature, Point


class DatabaseError(Exception):
    """The database cannot be used; the message says which file, which entry, and why."""


def read_database(path: Path) -> list[Feature]:
    """Reads `[{"name": …, "location": {"latitude": …, "longitude": …}}, …]`, in the file's order.

    Strict, as the reference is: a key that is missing or a number that is no int32 raises
    DatabaseError. Keys beyond these are ignored.
    """
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DatabaseError(f"database {path}: {error}") from error
    try:
        return [_feature(path, index, entry) for index, entry in enumerate(entries)]
    except TypeError as error:
        raise DatabaseError(f"database {path}: expected a list of features: {error}") from error


def _feature(path: Path, index: int, entry: dict) -> Feature:
    try:
        location = Point(
            latitude=entry["location"]["latitude"],
            longitude=entry["location"]["longitude"],
        )
        return Feature(name=entry["name"], location=location)
    except KeyError as error:
        raise DatabaseError(f"database {path}: entry {index}: missing key {error}") from error
    except (TypeError, ValueError) as error:
        raise DatabaseError(f"database {path}: entry {index}: {error}") from error
