/** Metrics in Prometheus' form: of calls, by the names that go-grpc-prometheus has, of the process, of the database. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Ended, StatusName } from "./call-end.ts";
import type { CallObserver, Method, ObservedCall } from "./observe.ts";

const OF_METHOD = ["grpc_type", "grpc_service", "grpc_method"] as const;
type OfMethod = Readonly<Record<(typeof OF_METHOD)[number], string>>;

/** What a client asks for that is not there goes by one name: it may ask for anything. */
const UNKNOWN: OfMethod = { grpc_type: "unknown", grpc_service: "unknown", grpc_method: "unknown" };

/** The status codes as Go writes them, and so who made dashboards for Go's metrics. */
const CODES: Readonly<Record<StatusName, string>> = {
	OK: "OK",
	CANCELLED: "Canceled",
	UNKNOWN: "Unknown",
	INVALID_ARGUMENT: "InvalidArgument",
	DEADLINE_EXCEEDED: "DeadlineExceeded",
	NOT_FOUND: "NotFound",
	ALREADY_EXISTS: "AlreadyExists",
	PERMISSION_DENIED: "PermissionDenied",
	RESOURCE_EXHAUSTED: "ResourceExhausted",
	FAILED_PRECONDITION: "FailedPrecondition",
	ABORTED: "Aborted",
	OUT_OF_RANGE: "OutOfRange",
	UNIMPLEMENTED: "Unimplemented",
	INTERNAL: "Internal",
	UNAVAILABLE: "Unavailable",
	DATA_LOSS: "DataLoss",
	UNAUTHENTICATED: "Unauthenticated",
};

/** All metrics of one process. */
export class Metrics implements CallObserver {
	/** Where they are; several processes' can be added up by `AggregatorRegistry.aggregate`. */
	readonly registry = new Registry();
	/** By the paths of methods. */
	readonly #labels = new Map<string, OfMethod>();
	readonly #started = this.#counter("grpc_server_started_total", "Calls that began.");
	readonly #handled = new Counter({
		name: "grpc_server_handled_total",
		help: "Calls that ended, whatever with.",
		labelNames: [...OF_METHOD, "grpc_code"],
		registers: [this.registry],
	});
	readonly #received = this.#counter(
		"grpc_server_msg_received_total",
		"Messages read by handlers.",
	);
	readonly #sent = this.#counter("grpc_server_msg_sent_total", "Messages written by handlers.");
	readonly #seconds = new Histogram({
		name: "grpc_server_handling_seconds",
		help: "Seconds from the arrival of calls to their end.",
		labelNames: OF_METHOD,
		registers: [this.registry],
	});

	constructor() {
		collectDefaultMetrics({ register: this.registry });
	}

	/** @param features how many the database has whenever somebody asks. */
	ofDatabase(features: () => number): void {
		new Gauge({
			name: "route_guide_features",
			help: "Features of the database.",
			registers: [this.registry],
			// Each process of a server has the same ones.
			aggregator: "max",
			collect() {
				this.set(features());
			},
		});
	}

	/** A method that nobody has called yet is a zero, not a gap. */
	serves(methods: Iterable<Method>): void {
		for (const method of methods) this.#labels.set(method.path, labelsOf(method));
		for (const labels of [...this.#labels.values(), UNKNOWN]) {
			for (const counter of [this.#started, this.#received, this.#sent]) counter.inc(labels, 0);
			for (const code of Object.values(CODES)) this.#handled.inc({ ...labels, grpc_code: code }, 0);
			this.#seconds.zero(labels);
		}
	}

	began({ method }: ObservedCall): void {
		this.#started.inc(this.#labelsOf(method));
	}

	received({ method }: ObservedCall): void {
		this.#received.inc(this.#labelsOf(method));
	}

	sent({ method }: ObservedCall): void {
		this.#sent.inc(this.#labelsOf(method));
	}

	ended({ method }: ObservedCall, { status, ms }: Ended): void {
		const labels = this.#labelsOf(method);
		this.#handled.inc({ ...labels, grpc_code: CODES[status] });
		this.#seconds.observe(labels, ms / 1000);
	}

	#labelsOf(method: Method | null): OfMethod {
		return (method && this.#labels.get(method.path)) ?? UNKNOWN;
	}

	#counter(name: string, help: string) {
		return new Counter({ name, help, labelNames: OF_METHOD, registers: [this.registry] });
	}
}

function labelsOf({ path, requestStream, responseStream }: Method): OfMethod {
	const [, grpc_service = "", grpc_method = ""] = path.split("/");
	const [client, server] = [requestStream, responseStream];
	const grpc_type = client
		? server
			? "bidi_stream"
			: "client_stream"
		: server
			? "server_stream"
			: "unary";
	return { grpc_type, grpc_service, grpc_method };
}
