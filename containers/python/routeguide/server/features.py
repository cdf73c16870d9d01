"""Finds the feature at a point."""

from collections.abc import Iterable

from route_guide_pb2 import Feature, Point


def feature_at(database: Iterable[Feature], point: Point) -> Feature | None:
    """The first feature whose location equals the point, unknown fields included, or None."""
    for feature in database:
        if feature.location == point:
            return feature
    return None
