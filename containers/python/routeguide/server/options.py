"""The server's command line."""

import argparse
from dataclasses import dataclass
from pathlib import Path

import grpc

PORTS = range(65536)


@dataclass(frozen=True)
class Options:
    """What the command line asks for; `credentials` is None for plaintext."""

    address: str
    credentials: grpc.ServerCredentials | None
    database: Path | None
    witness: bool
    obey: bool
    health: bool
    reflection: bool
    max_receive_bytes: int | None
    max_concurrent_streams: int | None


def parse_options(arguments: list[str]) -> Options:
    """Parses the flags; a bad one, or a certificate that cannot be read, is one line and exit 2."""
    parser = argparse.ArgumentParser(
        prog="server.py", description=__doc__, allow_abbrev=False, usage="%(prog)s [flags]"
    )
    parser.add_argument("--port", type=_port, default=50051, help="0 takes any free port")
    parser.add_argument("--host", default="[::]", help="where to listen, all interfaces by default")
    parser.add_argument("--tls", action="store_true", help="needs --cert_file and --key_file")
    parser.add_argument("--cert_file", type=Path, help="PEM, the server's certificate")
    parser.add_argument("--key_file", type=Path, help="PEM, its key")
    parser.add_argument("--client_ca_file", type=Path, help="PEM; clients then need a certificate")
    parser.add_argument("--json_db_file", type=Path, help="the database of features")
    parser.add_argument("--witness", action="store_true", help="a JSON line per call on stderr")
    parser.add_argument(
        "--obey", action="store_true", help="do what request metadata asks for: for tests only"
    )
    parser.add_argument("--health", action="store_true", help="serve grpc.health.v1")
    parser.add_argument("--reflection", action="store_true", help="serve grpc.reflection.v1")
    parser.add_argument("--max_receive_bytes", type=int, help="refuse larger requests; -1: none")
    parser.add_argument(
        "--max_concurrent_streams", type=int, help="calls that a connection may have open at once"
    )
    flags = parser.parse_args(arguments)
    host = flags.host.strip("[]")
    return Options(
        # An IPv6 address needs brackets to be told from its port.
        address=f"[{host}]:{flags.port}" if ":" in host else f"{host}:{flags.port}",
        credentials=_credentials(parser, flags),
        database=flags.json_db_file,
        witness=flags.witness,
        obey=flags.obey,
        health=flags.health,
        reflection=flags.reflection,
        max_receive_bytes=flags.max_receive_bytes,
        max_concurrent_streams=flags.max_concurrent_streams,
    )


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) not in PORTS:
        raise argparse.ArgumentTypeError(f"expected a port, 0 to 65535, got {text!r}")
    return int(text)


def _credentials(
    parser: argparse.ArgumentParser, flags: argparse.Namespace
) -> grpc.ServerCredentials | None:
    if not flags.tls:
        if flags.client_ca_file is not None:
            parser.error("--client_ca_file needs --tls")
        return None
    if flags.cert_file is None or flags.key_file is None:
        parser.error("--tls needs --cert_file and --key_file")
    try:
        pair = (flags.key_file.read_bytes(), flags.cert_file.read_bytes())
        client_ca = flags.client_ca_file and flags.client_ca_file.read_bytes()
    except OSError as error:
        parser.error(f"--tls: cannot read {error.filename}: {error.strerror}")
    return grpc.ssl_server_credentials(
        [pair], root_certificates=client_ca, require_client_auth=client_ca is not None
    )
