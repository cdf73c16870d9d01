"""A channel to one server, and what a call over it may carry."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    wait_for_ready: bool = False

    def arguments(self) -> dict[str, Any]:
        """The same as gRPC's callables take it."""
        return {
            "timeout": self.timeout,
            "metadata": self.metadata,
            "wait_for_ready": True if self.wait_for_ready else None,
        }


@dataclass(frozen=True)
class ChannelOptions:
    """How a channel is to be other than gRPC has it; None where as it has it.

    `max_receive_bytes` -1 is no limit; `compression` is gzip; `service_config` is JSON.
    """

    max_receive_bytes: int | None = None
    compression: str | None = None
    service_config: str | None = None
    idle_ms: int | None = None
    reconnect_ms: int | None = None
    window_bytes: int | None = None

    def arguments(self) -> list[tuple[str, str | int]]:
        """The same as gRPC's channels take it, the compression aside."""
        options: dict[str, str | int | None] = {
            "grpc.max_receive_message_length": self.max_receive_bytes,
            "grpc.service_config": self.service_config,
            "grpc.client_idle_timeout_ms": self.idle_ms,
            "grpc.initial_reconnect_backoff_ms": self.reconnect_ms,
            "grpc.max_reconnect_backoff_ms": self.reconnect_ms,
            "grpc.http2.lookahead_bytes": self.window_bytes,
            # What is probed for would raise the window.
            "grpc.http2.bdp_probe": None if self.window_bytes is None else 0,
        }
        return [(name, value) for name, value in options.items() if value is not None]


AS_GRPC_HAS_IT = ChannelOptions()


class Connection:
    """One channel and its stub. Nothing is dialled before the first call."""

    def __init__(
        self, address: str, tls: Tls | None, channel: ChannelOptions = AS_GRPC_HAS_IT
    ) -> None:
        """Prepares the channel; raises OSError where a PEM file cannot be read."""
        options = [("grpc.enable_http_proxy", 0), *channel.arguments()]
        compression = grpc.Compression.Gzip if channel.compression == "gzip" else None
        if tls is None:
            self.channel = grpc.insecure_channel(address, options, compression)
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
            self.channel = grpc.secure_channel(address, credentials, options, compression)
        self.stub = RouteGuideStub(self.channel)


def _read(path: Path | None) -> bytes | None:
    return None if path is None else path.read_bytes()
