"""RouteChat, bidirectional streaming: earlier notes from the same place."""

from collections.abc import Iterable, Iterator

from route_guide_pb2 import RouteNote


def route_chat(notes: Iterable[RouteNote]) -> Iterator[RouteNote]:
    """Answers each note with the earlier ones of this stream at its location, oldest first."""
    earlier: list[RouteNote] = []
    for note in notes:
        for candidate in earlier:
            if candidate.location == note.location:
                yield candidate
        earlier.append(note)
