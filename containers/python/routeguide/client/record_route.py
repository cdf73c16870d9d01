"""RecordRoute, client streaming: a summary of the points that are passed."""

import random
from collections.abc import Iterator, Sequence

import grpc
from route_guide_pb2 import Feature, Point

from .connection import CallOptions, Connection


def start(connection: Connection, points: Iterator[Point], options: CallOptions) -> grpc.Future:
    """Starts the call, which sends what `points` yields; the future has its one response."""
    return connection.stub.RecordRoute.future(
        points, **options.arguments()
    )


def guide(connection: Connection, database: Sequence[Feature]) -> None:
    """The demo's part: ten points of the database, at random."""
    summary = start(connection, _route(database), CallOptions()).result()
    print(f"Finished trip with {summary.point_count} points")
    print(f"Passed {summary.feature_count} features")
    print(f"Travelled {summary.distance} meters")
    print(f"It took {summary.elapsed_time} seconds")


def _route(database: Sequence[Feature]) -> Iterator[Point]:
    for feature in random.choices(database, k=10):  # noqa: S311 (a walk, not a secret)
        print(f"Visiting point {feature.location}")
        yield feature.location
