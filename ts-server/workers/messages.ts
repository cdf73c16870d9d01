/** What the server says to its workers, and they to it. A connection comes with its order. */
import type { MetricObject } from "prom-client";
import type { ServerOptions } from "../options.ts";
import type { StartProblem } from "../start-error.ts";
import type { TlsMaterial } from "../tls-files.ts";

export type Order =
	/** Once, and first: become ready. */
	| { readonly do: "serve"; readonly options: ServerOptions; readonly tls: TlsMaterial | null }
	/** The socket that comes with it is a client's. */
	| { readonly do: "connect" }
	/** Read the database again, and keep it beside the one in use. */
	| { readonly do: "prepare" }
	/** Use what was prepared, or do not. */
	| { readonly do: "take" | "forget" }
	| { readonly do: "renew"; readonly tls: TlsMaterial }
	/** Tell what the metrics are now. */
	| { readonly do: "measure" }
	/** Let the running calls end, and say how many had to be ended. */
	| { readonly do: "drain" };

/** What a report answers. */
export type Asked = "start" | "serve" | "prepare" | "measure" | "drain";

export type Report =
	/** It has been loaded, and takes orders. */
	| { readonly to: "start" }
	/** It has what it serves, and takes connections. */
	| { readonly to: "serve" }
	| { readonly to: "prepare"; readonly features: number }
	| { readonly to: "measure"; readonly metrics: readonly MetricObject[] }
	| { readonly to: "drain"; readonly ended: number }
	/** It cannot be as asked. */
	| { readonly to: Asked; readonly problem: Omit<StartProblem, "cause"> }
	/** Of a long database it has read so much, from 0 to 1. */
	| { readonly to: null; readonly share: number };
