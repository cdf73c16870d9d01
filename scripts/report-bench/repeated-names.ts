import type { Scenario } from "../../interop/model/scenario.ts";

/** So many scenarios, by repeating these under other names. */
export function repeatedNames(scenarios: readonly Scenario[], count: number): Scenario[] {
	return Array.from({ length: count }, (_, at): Scenario[] => {
		const scenario = scenarios[at % scenarios.length];
		const again = Math.floor(at / scenarios.length);
		if (scenario === undefined) return [];
		return [again === 0 ? scenario : { ...scenario, id: `${scenario.id}-${again}` }];
	}).flat();
}
