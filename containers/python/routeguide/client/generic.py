"""A call to a method outside the contract: unary, empty both ways."""

import grpc

from .connection import CallOptions, Connection


def start(connection: Connection, path: str, options: CallOptions) -> grpc.Future:
    """Starts the call to `path`, e.g. `/routeguide.RouteGuide/Nope`, with zero bytes."""
    return connection.channel.unary_unary(path).future(
        b"", **options.arguments()
    )
