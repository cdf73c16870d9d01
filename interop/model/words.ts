/** The closed vocabularies of the suite. Source: the project's design, "Words". */
import { z } from "zod";

/** How client and server are connected. */
export const Transport = z.enum(["plaintext", "tls", "mtls"]);
export type Transport = z.infer<typeof Transport>;

/** The transports that run when none is asked for. */
export const DEFAULT_TRANSPORTS: readonly Transport[] = ["plaintext", "tls"];

/** Which reference a server follows where the two references differ. */
export const Behaviour = z.enum(["python", "go"]);
export type Behaviour = z.infer<typeof Behaviour>;

/** How the peers are started: in containers, or as local processes. */
export const Runtime = z.enum(["docker", "process"]);
export type Runtime = z.infer<typeof Runtime>;

/** What a server can be told by flags of these names. Source: `server-contract.md`. */
export const ServerOption = z.enum([
	"health",
	"reflection",
	"max_receive_bytes",
	"max_concurrent_streams",
]);
export type ServerOption = z.infer<typeof ServerOption>;

/** The one word that is said of a cell at the end. */
export const Outcome = z.enum([
	"passed",
	"failed",
	"expected-failure",
	"unexpected-pass",
	"unsupported",
	"could-not-run",
]);
export type Outcome = z.infer<typeof Outcome>;

/** Outcomes that are as they should be; every other one makes a run red. */
export const GREEN_OUTCOMES: readonly Outcome[] = ["passed", "expected-failure", "unsupported"];

/** gRPC's four kinds of RPC. */
export const Mode = z.enum([
	"unary",
	"server-streaming",
	"client-streaming",
	"bidirectional-streaming",
]);
export type Mode = z.infer<typeof Mode>;

/** gRPC's status codes by name. Source: grpc/grpc doc/statuscodes.md. */
export const StatusName = z.enum([
	"OK",
	"CANCELLED",
	"UNKNOWN",
	"INVALID_ARGUMENT",
	"DEADLINE_EXCEEDED",
	"NOT_FOUND",
	"ALREADY_EXISTS",
	"PERMISSION_DENIED",
	"RESOURCE_EXHAUSTED",
	"FAILED_PRECONDITION",
	"ABORTED",
	"OUT_OF_RANGE",
	"UNIMPLEMENTED",
	"INTERNAL",
	"UNAVAILABLE",
	"DATA_LOSS",
	"UNAUTHENTICATED",
]);
export type StatusName = z.infer<typeof StatusName>;

/** Names of servers, clients and databases. */
export const KebabName = z
	.string()
	.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "expected kebab-case, e.g. ts-python");

/** A scenario's id: its path below the catalogue, without the extension. */
export const ScenarioId = z
	.string()
	.regex(/^[a-z0-9-]+(\/[a-z0-9-]+)+$/, "expected family/name in kebab-case");
