"""ListFeatures, server streaming: the features within a rectangle."""

import grpc
from route_guide_pb2 import Point, Rectangle

from .connection import CallOptions, Connection


def start(connection: Connection, rectangle: Rectangle, options: CallOptions) -> grpc.Call:
    """Starts the call; iterating over it reads one response after the other."""
    return connection.stub.ListFeatures(
        rectangle, **options.arguments()
    )


def guide(connection: Connection) -> None:
    """The demo's part: a rectangle that holds the whole database."""
    rectangle = Rectangle(
        lo=Point(latitude=400000000, longitude=-750000000),
        hi=Point(latitude=420000000, longitude=-730000000),
    )
    print("Looking for features between 40, -75 and 42, -73")
    for feature in start(connection, rectangle, CallOptions()):
        print(f"Feature called {feature.name} at {feature.location}")
