"""What this peer says it is, in its ready line and in the driver's hello."""

import platform

import grpc

NAME = "python"
LANGUAGE = f"Python {platform.python_version()}"
GRPC = f"grpcio {grpc.__version__}"
