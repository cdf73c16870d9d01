/** The verdict as a file for machines and as text for people. */
import { z } from "zod";
import { MAY_CATCH_NONE, type SubjectVerdict, type Verdict } from "./verdict.ts";

/** `reports/selftest.json`. */
export const SelftestReport = z.array(
	z.strictObject({
		peer: z.string(),
		/** `control` is a healthy peer, which must not be caught. */
		role: z.enum(["server", "driver", "control"]),
		caught: z.boolean(),
		/** What caught it: scenarios about its broken property, and `preflight/<check>`. */
		scenarios: z.array(z.string()),
	}),
);
export type SelftestReport = z.infer<typeof SelftestReport>;

/** The report's content, checked against its schema. */
export function reportOf(verdict: Verdict): SelftestReport {
	const caughtControls = new Set(verdict.controlsCaught.map(({ name }) => name));
	return SelftestReport.parse(
		verdict.subjects.map(({ subject, caughtBy }) => ({
			peer: subject.name,
			role: subject.control ? "control" : subject.role,
			caught: subject.control ? caughtControls.has(subject.name) : caughtBy.length > 0,
			scenarios: [...caughtBy],
		})),
	);
}

/** Per peer the scenarios that caught it, per scenario the peers, and the totals; `partly`: of some peers only. */
export function textOf(verdict: Verdict, partly = false): string {
	const broken = verdict.subjects.filter(({ subject }) => !subject.control);
	const of = (role: "server" | "driver") => broken.filter(({ subject }) => subject.role === role);
	const faults = [
		...verdict.escaped.map((name) => `✗ escaped: ${name}`),
		...verdict.mixedUp.map(({ name, why }) => `✗ does not tell apart: ${name}: ${why}`),
		...verdict.controlsCaught.map(({ name, why }) => `✗ a control was caught: ${name}: ${why}`),
	];
	const proven = verdict.proof.size - verdict.idle.length;
	const many = !partly && verdict.idle.length > MAY_CATCH_NONE;
	return [
		"Broken servers, and what caught them",
		...of("server").map(peerLine),
		"",
		"Broken drivers, and what caught them",
		...of("driver").map(peerLine),
		"",
		"Scenarios, and whom they caught",
		...[...verdict.proof]
			.filter(([, names]) => !partly || names.length > 0)
			.map(([id, names]) => `  ${id}: ${names.join(", ") || "nobody"}`),
		"",
		...faults,
		`peers ${broken.length - verdict.escaped.length}/${broken.length} caught (${of("server").length} servers, ${of("driver").length} drivers), ${verdict.subjects.length - broken.length - verdict.controlsCaught.length} of ${verdict.subjects.length - broken.length} controls escaped`,
		`${many ? "✗ " : ""}scenarios ${proven}/${verdict.proof.size} proven${partly ? ", by a part of the peers" : `; no broken peer needs (at most ${MAY_CATCH_NONE}): ${verdict.idle.join(", ") || "none"}`}`,
	].join("\n");
}

function peerLine({ subject, caughtBy, missedBy, red, ran, proves }: SubjectVerdict): string {
	const mark = caughtBy.length > 0 ? "✓" : "✗";
	const extent = `${red} of ${ran} cells red${caughtBy.length > 0 && !proves ? ", so it proves none" : ""}`;
	const missed = missedBy.length === 0 ? "" : `; passed ${missedBy.join(", ")}`;
	return `  ${mark} ${subject.name}: ${caughtBy.join(", ") || "nothing"} (${extent}${missed})`;
}
