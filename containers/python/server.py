"""The Python reference server.

    server.py [--port 50051] [--host [::]] [--tls --cert_file F --key_file F [--client_ca_file F]]
              --json_db_file F [--health] [--reflection] [--witness]

Serves RouteGuide as the document's Python program does. Once it accepts calls it prints one JSON
line on stdout, `{"listening": "host:port", "pid": …, "name": …, "language": …, "grpc": …}`, and
nothing else there. With --witness it writes a JSON line per call on stderr, among its logs. It
cannot start: one line on stderr and exit 1 (database, port) or 2 (flags, certificates). SIGTERM
kills it at once, open calls and all, as it does the document's program.
"""

import sys

from routeguide.server.options import parse_options
from routeguide.server.serve import serve

if __name__ == "__main__":
    sys.exit(serve(parse_options(sys.argv[1:])))
