"""RecordRoute, client streaming: a summary of the points that were passed."""

import time
from collections.abc import Iterable, Sequence

from route_guide_pb2 import Feature, Point, RouteSummary

from .distance import distance_between
from .features import feature_at


def record_route(database: Sequence[Feature], points: Iterable[Point]) -> RouteSummary:
    """Counts points and features; adds the legs as floats and truncates the sum once.

    A distance beyond int32 raises ValueError, so the call ends with UNKNOWN.
    """
    point_count = 0
    feature_count = 0
    distance = 0.0
    previous: Point | None = None

    started = time.time()
    for point in points:
        point_count += 1
        if feature_at(database, point) is not None:
            feature_count += 1
        if previous is not None:
            distance += distance_between(previous, point)
        previous = point
    elapsed = time.time() - started

    return RouteSummary(
        point_count=point_count,
        feature_count=feature_count,
        distance=int(distance),
        elapsed_time=int(elapsed),
    )
