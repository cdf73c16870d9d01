"""A channel to one server, and what a call over it may carry."""

from dataclasses import dataclass
from pathlib import Path

import grpc
from route_guide_pb2_grpc import RouteGuideStub


@dataclass(frozen=True)
class Tls:
    """TLS as a client uses it: PEM files, and the name that the server's certificate must carry.

    `ca` None trusts gRPC's own roots; `name` None is the host that is dialled.
    """

    ca: Path | None
    name: str | None
    cert: Path | None = None
    key: Path | None = None


@dataclass(frozen=True)
class CallOptions:
    """`timeout` in seconds from the start of the call, None for no deadline."""

    timeout: float | None = None
    metadata: tuple[tuple[str, str | bytes], ...] = ()


class Connection:
    """One channel and its stub. Nothing is dialled before the first call."""

    def __init__(self, address: str, tls: Tls | None) -> None:
        """Prepares the channel; raises OSError where a PEM file cannot be read."""
        options: list[tuple[str, str | int]] = [("grpc.enable_http_proxy", 0)]
        if tls is None:
            self.channel = grpc.insecure_channel(address, options)
        else:
            if tls.name is not None:
                # The name that is verified and sent as SNI, and the :authority of each call.
                options.append(("grpc.ssl_target_name_override", tls.name))
                options.append(("grpc.default_authority", tls.name))
            credentials = grpc.ssl_channel_credentials(
                root_certificates=_read(tls.ca),
                private_key=_read(tls.key),
                certificate_chain=_read(tls.cert),
            )
            self.channel = grpc.secure_channel(address, credentials, options)
        self.stub = RouteGuideStub(self.channel)


def _read(path: Path | None) -> bytes | None:
    return None if path is None else path.read_bytes()
