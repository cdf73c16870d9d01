"""GetFeature, unary: the feature at a point."""

from collections.abc import Sequence

from route_guide_pb2 import Feature, Point

from .features import feature_at


def get_feature(database: Sequence[Feature], point: Point) -> Feature:
    """The feature at the point, or one without a name that echoes the point."""
    feature = feature_at(database, point)
    return Feature(name="", location=point) if feature is None else feature
