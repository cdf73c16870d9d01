import { expect, test } from "vitest";
import { coverage } from "./coverage.ts";
import type { Subject } from "./subjects.ts";

const BENCH = { servers: ["real-python", "real-go"], client: "real" };
const PLACE = { client: BENCH.client, transport: "plaintext" as const };

function subject(name: string, more: Partial<Subject> = {}): Subject {
	return {
		name,
		role: "server",
		control: false,
		twin: "well",
		scenarios: [`about/${name}`],
		passes: [],
		checks: [],
		transports: ["plaintext"],
		contract: false,
		...more,
	};
}
const well = subject("well", { control: true, transports: ["plaintext", "tls"] });
const all = [well, subject("bad"), subject("worse", { transports: ["tls"] })];

/** Which of both broken servers' scenarios that server runs, by transport. */
function runs(chosen: readonly Subject[], server: string): string[] {
	const extent = { defaultDatabase: "none", whole: false, all };
	const wanted = coverage(chosen, [], BENCH, extent);
	return ["about/bad", "about/worse"].flatMap((scenario) =>
		(["plaintext", "tls"] as const).flatMap((transport) =>
			wanted({ ...PLACE, server, transport, scenario }) ? [`${scenario} ${transport}`] : [],
		),
	);
}

test("a control runs what the chosen broken ones run whose twin it is, where they run it", () => {
	expect(runs(all.slice(0, 2), "well")).toEqual(["about/bad plaintext"]);
	expect(runs(all, "well")).toEqual(["about/bad plaintext", "about/worse tls"]);
});

test("a control that is chosen alone runs what all of them run, and the healthy pairs beside it", () => {
	expect(runs([well], "well")).toEqual(["about/bad plaintext", "about/worse tls"]);
	expect(runs([well], "real-python")).toEqual(["about/bad plaintext", "about/worse plaintext"]);
});
