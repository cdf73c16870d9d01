"""RouteChat, bidirectional streaming: notes out, earlier notes from the same places in."""

from collections.abc import Iterator

import grpc
from route_guide_pb2 import Point, RouteNote

from .connection import CallOptions, Connection

DEMO = (
    ("First message", 0, 0),
    ("Second message", 0, 1),
    ("Third message", 1, 0),
    ("Fourth message", 0, 0),
    ("Fifth message", 1, 0),
)


def start(connection: Connection, notes: Iterator[RouteNote], options: CallOptions) -> grpc.Call:
    """Starts the call, which sends what `notes` yields; iterating over it reads the responses."""
    return connection.stub.RouteChat(notes, **options.arguments())


def guide(connection: Connection) -> None:
    """The demo's part: five notes at three places."""
    for note in start(connection, _notes(), CallOptions()):
        print(f"Received message {note.message} at {note.location}")


def _notes() -> Iterator[RouteNote]:
    for message, latitude, longitude in DEMO:
        note = RouteNote(message=message, location=Point(latitude=latitude, longitude=longitude))
        print(f"Sending {note.message} at {note.location}")
        yield note
