/** What no specification fixes, where it is not as it was recorded. */
import { type ComponentChild, h } from "preact";
import type { RunObserved } from "../../model/observed.ts";
import { changeGroups, observedTitle } from "../observed.ts";
import { counted } from "../verdict.ts";
import { visible } from "../visible.ts";
import { section, table } from "./parts.ts";

export function observed(run: RunObserved | null): ComponentChild {
	const title = run && observedTitle(run);
	const quiet = (text: string) => h("p", { class: "quiet" }, visible(text));
	if (!run || title === null) {
		return section("observed", "Observed", [
			quiet("Texts of statuses and the transport's metadata: there is no record to compare with."),
		]);
	}
	const unrecorded = run.compared?.unrecorded.length ?? 0;
	const more = unrecorded === 0 ? "" : ` ${counted(unrecorded, "scenario")} not in the record.`;
	const groups = changeGroups(run);
	return section("observed", "Observed", [
		quiet(
			`Texts of statuses and the transport's metadata are not asserted, but recorded. ${title}.${more}`,
		),
		...(groups.length === 0
			? []
			: [
					table(
						["scenario", "what", "server/client", "seen", "recorded"],
						groups.map(({ scenario, what, where, seen, recorded }) => [
							h(
								"a",
								{ class: "word", href: `#${new URLSearchParams({ text: scenario })}` },
								scenario,
							),
							what,
							visible(where),
							h("code", null, visible(seen)),
							h("code", null, visible(recorded)),
						]),
					),
				]),
	]);
}
