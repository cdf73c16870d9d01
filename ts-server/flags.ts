/** The flags: what the command declares, its help lists, and the checks read. */
import { fileURLToPath } from "node:url";

/** The document's database, in the contract's folder. */
export const DEFAULT_DATABASE = fileURLToPath(
	new URL("../proto/route_guide_db.json", import.meta.url),
);

export interface Declaration {
	/** What stands for its value in the help; null: a switch. */
	readonly takes: string | null;
	readonly does: string;
	readonly default?: string;
}

/** All of them, in the help's order. Each has a variable as well: {@link variableOf}. */
export const FLAGS = {
	port: { takes: "n", does: "the port to listen on; 0: any that is free", default: "50051" },
	host: { takes: "h", does: "the address to listen on", default: "127.0.0.1" },
	tls: { takes: null, does: "use TLS; needs --cert_file and --key_file" },
	cert_file: { takes: "f", does: "PEM file of the server's certificate, and its chain" },
	key_file: { takes: "f", does: "PEM file of the certificate's private key" },
	client_ca_file: {
		takes: "f",
		does: "PEM file of authorities; clients must show a certificate of theirs",
	},
	json_db_file: { takes: "f", does: "JSON file of the features", default: DEFAULT_DATABASE },
	behaviour: {
		takes: "b",
		does: "which reference to follow where they differ: python or go",
		default: "python",
	},
	max_notes: {
		takes: "n",
		does: "with --behaviour go: refuse RouteChat's notes beyond this number",
	},
	health: { takes: null, does: "serve health checks (grpc.health.v1)" },
	reflection: { takes: null, does: "serve reflection (grpc.reflection.v1), as grpcurl asks for" },
	witness: { takes: null, does: "write what was seen of each call to stderr, a JSON line each" },
	log: {
		takes: "l",
		does: "write a JSON line for each call to stderr: error, warn, info or debug, and what is graver",
	},
	metrics_port: {
		takes: "n",
		does: "show metrics for Prometheus at this port of --host; 0: any that is free, told on stderr",
	},
	obey: { takes: null, does: "do what request metadata asks for: for tests only" },
	// grpc-js's own limit.
	max_receive_bytes: {
		takes: "n",
		does: "refuse larger requests; -1: none",
		default: String(4 * 1024 * 1024),
	},
	max_send_bytes: { takes: "n", does: "refuse larger responses; -1: none", default: "-1" },
	max_concurrent_streams: { takes: "n", does: "calls that a connection may have open at once" },
	keepalive_time_ms: { takes: "n", does: "ping each connection as often (default: never)" },
	keepalive_timeout_ms: {
		takes: "n",
		does: "close a connection whose ping has had no answer for so long (default: 20000)",
	},
	max_connection_idle_ms: { takes: "n", does: "close a connection without calls for so long" },
	max_connection_age_ms: {
		takes: "n",
		does: "take no more calls on a connection of that age, give or take 10 %",
	},
	max_connection_age_grace_ms: {
		takes: "n",
		does: "so long after that, close it, whatever runs (default: never)",
	},
	workers: {
		takes: "n",
		does: "serve by as many processes; with --behaviour python only",
		default: "1",
	},
	drain_timeout_ms: {
		takes: "n",
		does: "so long after SIGTERM or SIGINT, end the calls that still run (default: never)",
	},
	name: { takes: "n", does: "the name in the ready line (default: ts-python or ts-go)" },
	ready_file: {
		takes: "f",
		does: "a file that says where it listens, for healthcheck.ts; gone when it drains",
	},
} as const satisfies Readonly<Record<string, Declaration>>;

export type FlagName = keyof typeof FLAGS;

/** The flags as they were given; a switch without a value is true. */
export type Flags = {
	readonly [Name in FlagName]?: (typeof FLAGS)[Name]["takes"] extends null ? string | true : string;
};

/** Of the environment: what gives the flag its value where the command line does not. */
export function variableOf(flag: string): string {
	return `ROUTE_GUIDE_${flag.toUpperCase()}`;
}
