/** Which scenarios wait by their script, and so take as long on the fastest harness. */
import type { Scenario, Script } from "../../interop/model/scenario.ts";

/** Request metadata that lets a server wait: `interop/model/server-contract.md`. */
const WAITS = new Set([
	"x-interop-delay-ms",
	"x-interop-sleep-ms",
	"x-interop-pace-ms",
	"x-interop-fail-delay-ms",
]);

/** True where a script pauses, expects silence, lets a deadline pass, or has its server wait or start again. */
export function hasPauses({ scripts, own_server }: Scenario): boolean {
	return own_server?.restarts !== undefined || Object.values(scripts).some(waits);
}

function waits({ steps, expected }: Script): boolean {
	return (
		steps.some(
			(step) =>
				step.do === "pause" ||
				step.do === "expect_silence" ||
				(step.do === "open" && step.metadata.some(([key]) => WAITS.has(key))),
		) || expected.some((one) => one && "status" in one && one.status === "DEADLINE_EXCEEDED")
	);
}
