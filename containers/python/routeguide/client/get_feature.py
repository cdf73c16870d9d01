"""GetFeature, unary: the feature at a point."""

import grpc
from route_guide_pb2 import Point

from .connection import CallOptions, Connection


def start(connection: Connection, point: Point, options: CallOptions) -> grpc.Future:
    """Starts the call; the future has its one response."""
    return connection.stub.GetFeature.future(
        point, **options.arguments()
    )


def guide(connection: Connection) -> None:
    """The demo's part: a point with a feature, and one without."""
    for point in (Point(latitude=409146138, longitude=-746188906), Point()):
        feature = start(connection, point, CallOptions()).result()
        if not feature.HasField("location"):
            print("Server returned incomplete feature")
        elif feature.name:
            print(f"Feature called {feature.name} at {feature.location}")
        else:
            print(f"Found no feature at {feature.location}")
