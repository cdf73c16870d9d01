/** What the server says to its workers, and they to it. A connection comes with its order. */
import type { MetricObject } from "prom-client";
import type { ServerOptions } from "../options.ts";
import type { StartProblem } from "../start-error.ts";
import type { TlsMaterial } from "../tls-files.ts";

/** What wants an answer. */
export type Question =
	/** Once, and first: become ready. */
	| { readonly do: "serve"; readonly options: ServerOptions; readonly tls: TlsMaterial | null }
	/** Read the database again, and keep it beside the one in use. */
	| { readonly do: "prepare" }
	/** Tell what the metrics are now. */
	| { readonly do: "measure" }
	/** Let the running calls end, and say how many had to be ended. */
	| { readonly do: "drain" };

/** A question has its number, from 1 on. */
export type Order =
	| (Question & { readonly id: number })
	/** The socket that comes with it is a client's. */
	| { readonly do: "connect" }
	/** Use what was prepared, or do not; what is still being prepared is not used either. */
	| { readonly do: "take" | "forget" }
	| { readonly do: "renew"; readonly tls: TlsMaterial };

/** What answers a question. */
export type Answer =
	/** It has what it serves, and takes connections. */
	| { readonly to: "serve" }
	| { readonly to: "prepare"; readonly features: number }
	| { readonly to: "measure"; readonly metrics: readonly MetricObject[] }
	| { readonly to: "drain"; readonly ended: number }
	/** It cannot be as asked. */
	| { readonly to: "serve" | "prepare"; readonly problem: Omit<StartProblem, "cause"> };

export type Report =
	/** `id` is the question's. */
	| (Answer & { readonly id: number })
	/** It has been loaded, and takes orders. */
	| { readonly to: null; readonly is: "up" }
	/** It has not stopped. */
	| { readonly to: null; readonly is: "alive" }
	/** Of a long database it has read so much, from 0 to 1. */
	| { readonly to: null; readonly is: "reading"; readonly share: number };
