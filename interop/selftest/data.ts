/** What is broken, and where it must show: `broken-peers.yaml`, held against the peers and the catalogue. */
import { join } from "node:path";
import { z } from "zod";
import { ScenarioError } from "../model/error.ts";
import { Check } from "../model/plan.ts";
import { KebabName, Transport } from "../model/words.ts";
import { FileProblem, readChecked } from "../support/checked-file.ts";
import { globsWithoutMatch } from "../support/globs.ts";

export const DATA_FILE = join(import.meta.dirname, "broken-peers.yaml");

const Broken = z
	.strictObject({
		/** Globs of the scenarios that are about the broken property. */
		scenarios: z.array(z.string().min(1)).default([]),
		/**
		 * Scenarios that it must pass, by id: what tells one that catches it from others that differ from it
		 * in numbers alone. Each of its `scenarios` has to catch it then.
		 */
		passes: z.array(z.string().min(1)).default([]),
		/** Checks of the preflight that are about it. */
		checks: z.array(Check).default([]),
		transports: z.array(Transport).min(1).default(["plaintext"]),
		/** True for a driver whose defect is the driver contract itself: it is caught by could-not-run. */
		contract: z.boolean().default(false),
	})
	.refine(({ scenarios, checks }) => scenarios.length + checks.length > 0, {
		message: "expected scenarios, checks, or both",
	});
export type Broken = z.infer<typeof Broken>;

export const BrokenPeers = z.strictObject({
	/** The healthy servers by their behaviour, and the healthy driver: nothing may catch them. */
	controls: z.strictObject({
		servers: z.strictObject({ python: KebabName, go: KebabName }),
		driver: KebabName,
	}),
	servers: z.record(KebabName, Broken),
	drivers: z.record(KebabName, Broken),
});
export type BrokenPeers = z.infer<typeof BrokenPeers>;

/** Names of all servers and drivers that there are besides the built-in ones. */
export interface Present {
	readonly servers: readonly string[];
	readonly drivers: readonly string[];
	readonly scenarios: readonly string[];
}

/** Reads the file. Throws ScenarioError for what does not fit the peers or the catalogue. */
export function loadBrokenPeers(present: Present, file: string = DATA_FILE): BrokenPeers {
	const refuse = (what: string): never => {
		throw new ScenarioError(
			`${file}: ${what}`,
			"Every broken peer has one entry, with the scenarios that are about what it breaks.",
		);
	};
	let data: BrokenPeers;
	try {
		data = readChecked(BrokenPeers, file);
	} catch (problem) {
		if (!(problem instanceof FileProblem)) throw problem;
		return refuse(problem.message.replace(`${file}: `, ""));
	}
	const { controls } = data;
	const named = {
		servers: [...Object.keys(data.servers), ...Object.values(controls.servers)],
		drivers: [...Object.keys(data.drivers), controls.driver],
	};
	for (const role of ["servers", "drivers"] as const) {
		const stranger = named[role].find((name) => !present[role].includes(name));
		if (stranger) refuse(`${role}: no peer.yaml has ${stranger}`);
		const missing = present[role].find((name) => !named[role].includes(name));
		if (missing) refuse(`${role}: expected an entry for ${missing}`);
		for (const [name, { scenarios, passes }] of Object.entries(data[role])) {
			const [idle] = globsWithoutMatch(scenarios, present.scenarios);
			if (idle) refuse(`${role}.${name}: the glob ${idle} matches no scenario`);
			const gone = passes.find((id) => !present.scenarios.includes(id));
			if (gone) refuse(`${role}.${name}: passes: there is no scenario ${gone}`);
		}
	}
	return data;
}
