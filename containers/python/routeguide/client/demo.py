"""The document's demo: each RPC once, printed for a person."""

import sys
from pathlib import Path

import grpc

from routeguide.database import read_database

from . import get_feature, list_features, record_route, route_chat
from .connection import Connection, Tls

DATABASE = Path(__file__).parents[2] / "route_guide_db.json"


def run_demo(address: str, tls: Tls | None) -> int:
    """Prints the four parts; returns 1, after a line on stderr, where a call fails."""
    try:
        connection = Connection(address, tls)
        with connection.channel:
            print("-------------- GetFeature --------------")
            get_feature.guide(connection)
            print("-------------- ListFeatures --------------")
            list_features.guide(connection)
            print("-------------- RecordRoute --------------")
            record_route.guide(connection, read_database(DATABASE))
            print("-------------- RouteChat --------------")
            route_chat.guide(connection)
    except grpc.RpcError as error:
        print(f"client.py: {address}: {error.code().name}: {error.details()}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"client.py: {error}", file=sys.stderr)
        return 2
    return 0
