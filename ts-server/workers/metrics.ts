/** The metrics of several processes as one's. */
import { AggregatorRegistry, type MetricObject, Registry } from "prom-client";
import type { Shown } from "../serve-metrics.ts";

/** Adds them up whenever somebody asks; who asks meanwhile is shown the same. */
export function addedUp(measure: () => Promise<readonly (readonly MetricObject[])[]>): Shown {
	let asked: Promise<string> | null = null;
	return {
		contentType: Registry.PROMETHEUS_CONTENT_TYPE,
		metrics: () => {
			asked ??= measure()
				.then((all) => AggregatorRegistry.aggregate([...all]).metrics())
				.finally(() => {
					asked = null;
				});
			return asked;
		},
	};
}
