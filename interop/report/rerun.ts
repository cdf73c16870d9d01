/** The command that runs one cell again, alone. */
import type { Results } from "../model/results.ts";
import { shellWord } from "../support/shell-word.ts";

/** Flags of the run without which the cell would not be found again, or be judged otherwise. */
const CARRIED = ["peers", "ledger", "host-address"] as const;

/** E.g. npm run interop -- --cell go/ts/tls/get-feature/known --runtime docker */
export function rerunCommand(cell: string, run: Results["run"]): string {
	const carried = CARRIED.flatMap((flag) => {
		const values = run.filters[flag] ?? [];
		return values.length === 0 ? [] : [`--${flag}`, values.join(",")];
	});
	const attached = (run.filters.attach ?? []).flatMap((server) => ["--attach", server]);
	const times = run.repeat?.times ?? 1;
	const repeat = times > 1 ? ["--repeat", String(times)] : [];
	const words = ["--cell", cell, "--runtime", run.runtime, ...carried, ...attached, ...repeat];
	return `npm run interop -- ${words.map(shellWord).join(" ")}`;
}
