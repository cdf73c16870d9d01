/**
 * One of several processes that serve together. It gets its orders and its connections from the process
 * that started it, writes nothing on stdout, and ends with it. Signals are for that process to act on: a
 * terminal or a supervisor sends them to all.
 */
// Serves only what is imported after it, so every other import is a late one.
import "../compile-cache.mjs";
import type { Socket } from "node:net";
import type { Answer, Order, Report } from "./messages.ts";

/** So often it says that it has not stopped: to who waits for it, and to who has connections to give. */
const ALIVE_MS = 1000;

// It may be gone before all is loaded.
process.on("disconnect", () => process.exit());
const { logVerbosity, setLogVerbosity } = await import("@grpc/grpc-js");
const { plainLines } = await import("../lines.ts");
const { newServer } = await import("../server.ts");
const { StartError } = await import("../start-error.ts");

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
// Who reads it may leave; that is no reason to stop serving.
process.stderr.on("error", () => {});
setLogVerbosity(logVerbosity.NONE);

function report(said: Report): void {
	// Who is to hear it may be gone: then this process ends as well.
	process.send?.(said, () => {});
}

/** Says what comes of an attempt, or why it cannot be. */
async function orRefuse(
	{ do: to, id }: { readonly do: "serve" | "prepare"; readonly id: number },
	attempt: () => Promise<Answer>,
): Promise<void> {
	try {
		report({ ...(await attempt()), id });
	} catch (error) {
		if (!(error instanceof StartError)) throw error;
		report({ to, problem: error.problem, id });
	}
}

/** Takes its first order, and from then on all others. */
async function serve({ options, tls }: Extract<Order, { do: "serve" }>): Promise<Answer> {
	const lines =
		options.log === null ? plainLines : (await import("../log.ts")).openLog(options.log);
	const metrics =
		options.metricsPort === null ? null : new (await import("../metrics.ts")).Metrics();
	const server = await newServer(options, tls, {
		progress: (share) => report({ to: null, is: "reading", share }),
		observers: [...lines.observers, ...(metrics === null ? [] : [metrics])],
	});
	metrics?.ofDatabase(() => server.features);
	setLogVerbosity(lines.verbosity);
	setInterval(() => report({ to: null, is: "alive" }), ALIVE_MS).unref();
	const inject = server.inject();
	const nothing = (): void => {};
	let take = nothing;
	/** The question that is being prepared for; null: what comes of it is not wanted any more. */
	let wanted: number | null = null;
	process.on("message", (order: Order, socket?: Socket) => {
		switch (order.do) {
			case "connect":
				if (socket !== undefined) inject(socket);
				return;
			case "prepare":
				wanted = order.id;
				return void orRefuse(order, async () => {
					const prepared = await server.prepare();
					if (wanted === order.id) take = prepared.take;
					return { to: "prepare", features: prepared.features };
				});
			case "take":
			case "forget":
				if (order.do === "take") take();
				take = nothing;
				wanted = null;
				return;
			case "renew":
				server.renew(order.tls);
				return;
			case "measure":
				return void metrics?.registry.getMetricsAsJSON().then((measured) => {
					report({ to: "measure", metrics: measured, id: order.id });
				});
			case "drain":
				return void server.drain().then(async (ended) => {
					await lines.close();
					report({ to: "drain", ended, id: order.id });
				});
		}
	});
	return { to: "serve" };
}

process.once("message", (order: Order) => {
	if (order.do === "serve") void orRefuse(order, () => serve(order));
});
report({ to: null, is: "up" });
