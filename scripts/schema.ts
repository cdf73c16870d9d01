/** Writes the JSON Schema of `results.json` from its definition, for those who read results in other languages. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { execaSync } from "execa";
import { z } from "zod";
import { Results } from "../interop/model/results.ts";

/** Where the schema is published. */
export const RESULTS_SCHEMA_FILE = fileURLToPath(
	new URL("../interop/model/results.schema.json", import.meta.url),
);

/** The JSON Schema of a run's results. */
export function resultsSchema(): object {
	const { $schema, ...schema } = z.toJSONSchema(Results);
	return {
		$schema,
		title: "The results of an interop run",
		description: "results.json in a run's folder. Generated from interop/model/results.ts.",
		...schema,
	};
}

if (import.meta.main) {
	writeFileSync(RESULTS_SCHEMA_FILE, JSON.stringify(resultsSchema()));
	execaSync("biome", ["format", "--write", RESULTS_SCHEMA_FILE], { preferLocal: true });
}
