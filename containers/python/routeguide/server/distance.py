"""The distance between two points, by the haversine formula."""

import math

from route_guide_pb2 import Point

E7 = 10000000.0
EARTH_RADIUS_METRES = 6371000


def distance_between(start: Point, end: Point) -> float:
    """Metres along a great circle; raises ValueError at some antipodes, as the reference does.

    The order of the operations is the document's: another order rounds differently, and sums of
    many legs would then differ in their last metre.
    """
    start_latitude = start.latitude / E7
    end_latitude = end.latitude / E7
    start_longitude = start.longitude / E7
    end_longitude = end.longitude / E7
    half_latitude = math.radians(end_latitude - start_latitude) / 2
    half_longitude = math.radians(end_longitude - start_longitude) / 2

    cosines = math.cos(math.radians(start_latitude)) * math.cos(math.radians(end_latitude))
    a = pow(math.sin(half_latitude), 2) + cosines * pow(math.sin(half_longitude), 2)
    # Rounding can carry `a` past 1 where the points are antipodes; the square root then fails.
    return EARTH_RADIUS_METRES * (2 * math.atan2(math.sqrt(a), math.sqrt(1 - a)))
