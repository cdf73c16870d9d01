"""The Python client.

    client.py [--addr localhost:50051] [--tls --ca_file F [--server_host_override N]]
    client.py --batch FILE

The first prints the document's demo for a person: exit 0, or 1 after a line on stderr where a call
fails. The second is the driver: it reads batches, carries out the jobs of each over one channel, prints
JSON lines on stdout (`hello`, one per job as it ends, `done`) and exits 0; a batch that it cannot
use is one line on stderr and exit 2. Logs go to stderr only.
"""

import argparse
import gc
import os
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Parses the flags, and loads only what the chosen half needs."""
    parser = argparse.ArgumentParser(prog="client.py", allow_abbrev=False)
    parser.add_argument("--addr", default="localhost:50051", help="host:port of the server")
    parser.add_argument("--tls", action="store_true", help="connect with TLS")
    parser.add_argument("--ca_file", type=Path, help="PEM; trusted instead of gRPC's own roots")
    parser.add_argument("--server_host_override", help="the name the certificate must carry")
    parser.add_argument("--batch", type=Path, help="be the driver of this batch instead")
    flags = parser.parse_args(arguments)

    if flags.batch is not None:
        # A batch lasts for seconds. What little it leaves uncollected costs less than collecting.
        gc.disable()
        from routeguide.driver.run import run_batches  # noqa: PLC0415
        from routeguide.one_core import keep_to_one_core  # noqa: PLC0415

        keep_to_one_core()
        return run_batches(flags.batch)

    from routeguide.client.connection import Tls  # noqa: PLC0415
    from routeguide.client.demo import run_demo  # noqa: PLC0415

    if not flags.tls and (flags.ca_file or flags.server_host_override):
        parser.error("--ca_file and --server_host_override need --tls")
    return run_demo(
        flags.addr, Tls(flags.ca_file, flags.server_host_override) if flags.tls else None
    )


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    # All is said. gRPC's threads and the interpreter's taking-down would only add time here, and
    # a way to hang.
    os._exit(code)
