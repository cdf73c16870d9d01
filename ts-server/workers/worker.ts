/**
 * One of several processes that serve together. It gets its orders and its connections from the process
 * that started it, writes nothing on stdout, and ends with it. Signals are for that process to act on: a
 * terminal or a supervisor sends them to all.
 */
// Serves only what is imported after it, so every other import is a late one.
import "../compile-cache.mjs";
import type { Socket } from "node:net";
import type { Order, Report } from "./messages.ts";

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
async function orRefuse(to: "serve" | "prepare", attempt: () => Promise<Report>): Promise<void> {
	try {
		report(await attempt());
	} catch (error) {
		if (!(error instanceof StartError)) throw error;
		report({ to, problem: error.problem });
	}
}

/** Takes its first order, and from then on all others. */
async function serve({ options, tls }: Extract<Order, { do: "serve" }>): Promise<Report> {
	const lines =
		options.log === null ? plainLines : (await import("../log.ts")).openLog(options.log);
	const metrics =
		options.metricsPort === null ? null : new (await import("../metrics.ts")).Metrics();
	const server = await newServer(options, tls, {
		progress: (share) => report({ to: null, share }),
		observers: [...lines.observers, ...(metrics === null ? [] : [metrics])],
	});
	metrics?.ofDatabase(() => server.features);
	setLogVerbosity(lines.verbosity);
	const inject = server.inject();
	let take = (): void => {};
	process.on("message", (order: Order, socket?: Socket) => {
		switch (order.do) {
			case "connect":
				if (socket !== undefined) inject(socket);
				return;
			case "prepare":
				return void orRefuse("prepare", async () => {
					const prepared = await server.prepare();
					take = prepared.take;
					return { to: "prepare", features: prepared.features };
				});
			case "take":
			case "forget":
				if (order.do === "take") take();
				take = () => {};
				return;
			case "renew":
				server.renew(order.tls);
				return;
			case "measure":
				return void metrics?.registry.getMetricsAsJSON().then((measured) => {
					report({ to: "measure", metrics: measured });
				});
			case "drain":
				return void server.drain().then(async (ended) => {
					await lines.close();
					report({ to: "drain", ended });
				});
		}
	});
	return { to: "serve" };
}

process.once("message", (order: Order) => {
	if (order.do === "serve") void orRefuse("serve", () => serve(order));
});
report({ to: "start" });
