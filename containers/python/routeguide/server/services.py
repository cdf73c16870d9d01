"""What the server offers beside RouteGuide, where it is asked to: health checks, and reflection."""

from collections.abc import Iterable

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, text_format
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection, reflection_pb2

ROUTE_GUIDE = "routeguide.RouteGuide"
REFLECTION_V1 = "grpc.reflection.v1.ServerReflection"


def add_services(server: grpc.Server, *, with_health: bool, with_reflection: bool) -> None:
    """Adds the services that are asked for; reflection tells of all, itself included."""
    names = [ROUTE_GUIDE]
    if with_health:
        _add_health(server)
        names.append(health.SERVICE_NAME)
    if with_reflection:
        _add_reflection(server, [*names, reflection.SERVICE_NAME, REFLECTION_V1])


def _add_health(server: grpc.Server) -> None:
    servicer = health.HealthServicer()  # "" is SERVING from the start
    servicer.set(ROUTE_GUIDE, health_pb2.HealthCheckResponse.SERVING)
    health_pb2_grpc.add_HealthServicer_to_server(servicer, server)


def _add_reflection(server: grpc.Server, names: Iterable[str]) -> None:
    """Serves v1alpha, which is all that grpcio-reflection has, and the same named v1."""
    _describe_v1()
    reflection.enable_server_reflection(names, server)
    method = grpc.stream_stream_rpc_method_handler(
        reflection.ReflectionServicer(names).ServerReflectionInfo,
        request_deserializer=reflection_pb2.ServerReflectionRequest.FromString,
        response_serializer=reflection_pb2.ServerReflectionResponse.SerializeToString,
    )
    v1 = grpc.method_handlers_generic_handler(REFLECTION_V1, {"ServerReflectionInfo": method})
    server.add_generic_rpc_handlers((v1,))


def _describe_v1() -> None:
    """Makes v1 known to the pool that reflection reads: but for its name it is v1alpha."""
    file = descriptor_pb2.FileDescriptorProto()
    reflection_pb2.DESCRIPTOR.CopyToProto(file)
    renamed = text_format.MessageToString(file).replace("v1alpha", "v1")
    descriptor_pool.Default().Add(text_format.Parse(renamed, descriptor_pb2.FileDescriptorProto()))
