/** The metrics of several processes as one's. */
import { AggregatorRegistry, type MetricObject, Registry } from "prom-client";
import type { Shown } from "../serve-metrics.ts";
import type { Measured } from "./pool.ts";
import type { WorkerProcess } from "./worker-process.ts";

type Metrics = readonly MetricObject[];

/** Adds them up whenever somebody asks; who asks meanwhile is shown the same. What only rises does not fall as workers come and go. */
export class AddedUp implements Shown {
	readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;
	readonly #measure: () => Promise<Measured>;
	/** What those said last that are there, by worker. */
	readonly #last = new Map<WorkerProcess, Metrics>();
	/** What only rises, of those that are gone. */
	#ofGone: Metrics = [];
	#asked: Promise<string> | null = null;

	constructor(measure: () => Promise<Measured>) {
		this.#measure = measure;
	}

	metrics(): Promise<string> {
		this.#asked ??= this.#addUp().finally(() => {
			this.#asked = null;
		});
		return this.#asked;
	}

	async #addUp(): Promise<string> {
		const measured = await this.#measure();
		for (const [worker, metrics] of this.#last) {
			if (measured.has(worker)) continue;
			this.#last.delete(worker);
			this.#ofGone = await sum([this.#ofGone, rising(metrics)]).getMetricsAsJSON();
		}
		const all: Metrics[] = [];
		for (const [worker, metrics] of measured) {
			if (metrics !== null) this.#last.set(worker, metrics);
			all.push(metrics ?? rising(this.#last.get(worker) ?? []));
		}
		return sum([...all, this.#ofGone]).metrics();
	}
}

function sum(all: readonly Metrics[]): Registry {
	return AggregatorRegistry.aggregate([...all]);
}

/** Counters and histograms: gauges are of what is there. */
function rising(metrics: Metrics): Metrics {
	// The types say otherwise of what the library gives and takes: it writes them as words.
	return metrics.filter(({ type }) => ["counter", "histogram"].includes(String(type)));
}
