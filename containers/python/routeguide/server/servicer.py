"""Joins the four RPCs to the service that the contract generates."""

from collections.abc import Iterator, Sequence

import grpc
from route_guide_pb2 import Feature, Point, Rectangle, RouteNote, RouteSummary
from route_guide_pb2_grpc import RouteGuideServicer

from .get_feature import get_feature
from .list_features import list_features
from .record_route import record_route
from .route_chat import route_chat


class RouteGuide(RouteGuideServicer):
    """RouteGuide over one database, which no call changes."""

    def __init__(self, database: Sequence[Feature]) -> None:
        """Serves the features of `database`, in its order."""
        self._database = database

    def GetFeature(self, request: Point, _context: grpc.ServicerContext) -> Feature:
        """See get_feature."""
        return get_feature(self._database, request)

    def ListFeatures(self, request: Rectangle, _context: grpc.ServicerContext) -> Iterator[Feature]:
        """See list_features."""
        return list_features(self._database, request)

    def RecordRoute(
        self, request_iterator: Iterator[Point], _context: grpc.ServicerContext
    ) -> RouteSummary:
        """See record_route."""
        return record_route(self._database, request_iterator)

    def RouteChat(
        self, request_iterator: Iterator[RouteNote], _context: grpc.ServicerContext
    ) -> Iterator[RouteNote]:
        """See route_chat."""
        return route_chat(request_iterator)
