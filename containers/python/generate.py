"""Generates the contract's code into the site-packages of the Python that runs this.

    python generate.py

Both runtimes use it: the image's build and the set-up of a local process. Site-packages is where
the code is found without an environment variable, and outside the peer's folder, which nobody may
write to. It fails where grpcio, protobuf and the generator do not fit each other.
"""

import importlib
import sys
import sysconfig
from pathlib import Path

from grpc_tools import protoc

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Generates, then imports what was generated; the exit code is protoc's."""
    target = sysconfig.get_path("purelib")
    code = protoc.main(
        [
            "protoc",
            f"--proto_path={HERE}",
            f"--python_out={target}",
            f"--pyi_out={target}",
            f"--grpc_python_out={target}",
            str(HERE / "route_guide.proto"),
        ]
    )
    if code == 0:
        # The generated modules check the versions they meet when they are imported.
        importlib.import_module("route_guide_pb2_grpc")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
