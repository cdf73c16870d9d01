"""Starts the server, says where it listens, and waits."""

import json
import logging
import os
import sys
from concurrent import futures

import grpc
from route_guide_pb2_grpc import add_RouteGuideServicer_to_server

from routeguide import versions
from routeguide.database import DatabaseError, read_database

from .obey import ObeyInterceptor
from .options import Options
from .servicer import RouteGuide
from .services import add_services
from .witness import WitnessInterceptor

THREADS = 10
"""The document's pool. A call holds a thread as long as it is open: the eleventh has to wait."""


def serve(options: Options) -> int:
    """Serves until a signal ends the process; returns 1 where it cannot start."""
    logging.basicConfig()
    if options.database is None:
        return _refuse("no database: give one by --json_db_file")
    try:
        service = RouteGuide(read_database(options.database))
    except DatabaseError as error:
        return _refuse(str(error))

    server = grpc.server(
        futures.ThreadPoolExecutor(max_workers=THREADS),
        interceptors=[
            *([WitnessInterceptor()] if options.witness else []),
            *([ObeyInterceptor()] if options.obey else []),
        ],
        options=_limits(options),
    )
    add_RouteGuideServicer_to_server(service, server)
    add_services(server, with_health=options.health, with_reflection=options.reflection)
    try:
        port = (
            server.add_insecure_port(options.address)
            if options.credentials is None
            else server.add_secure_port(options.address, options.credentials)
        )
    except RuntimeError as error:
        return _refuse(str(error))
    server.start()
    _announce(f"{options.address.rpartition(':')[0]}:{port}")
    server.wait_for_termination()
    return 0


def _limits(options: Options) -> list[tuple[str, int]]:
    limits = {
        "grpc.max_receive_message_length": options.max_receive_bytes,
        "grpc.max_concurrent_streams": options.max_concurrent_streams,
        # Otherwise a call counts until its memory is freed, and clients that keep to the limit
        # are refused: gRPC's own tests of this limit switch that off as well.
        "grpc.http.overload_protection": None if options.max_concurrent_streams is None else 0,
    }
    return [(name, value) for name, value in limits.items() if value is not None]


def _announce(listening: str) -> None:
    ready = {
        "listening": listening,
        "pid": os.getpid(),
        "name": versions.NAME,
        "language": versions.LANGUAGE,
        "grpc": versions.GRPC,
    }
    print(json.dumps(ready), flush=True)


def _refuse(why: str) -> int:
    print(f"server.py: {why}", file=sys.stderr)
    return 1
