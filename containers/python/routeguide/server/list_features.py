"""ListFeatures, server streaming: the features within a rectangle."""

from collections.abc import Iterator, Sequence

from route_guide_pb2 import Feature, Rectangle


def list_features(database: Sequence[Feature], rectangle: Rectangle) -> Iterator[Feature]:
    """The features within the rectangle, edges included, in the database's order.

    The corners may be any two opposite ones; an absent corner is the point (0, 0).
    """
    west = min(rectangle.lo.longitude, rectangle.hi.longitude)
    east = max(rectangle.lo.longitude, rectangle.hi.longitude)
    south = min(rectangle.lo.latitude, rectangle.hi.latitude)
    north = max(rectangle.lo.latitude, rectangle.hi.latitude)
    for feature in database:
        point = feature.location
        if west <= point.longitude <= east and south <= point.latitude <= north:
            yield feature
