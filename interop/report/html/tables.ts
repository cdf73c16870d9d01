/** What surrounds the cells: preflight, the ledger, the versions that peers reported. */
import { type ComponentChild, h } from "preact";
import type { ResultPreflight, Results } from "../../model/results.ts";
import { jsonLines } from "../json.ts";
import { groupBy } from "../tally.ts";
import { count, counted, failedChecks } from "../verdict.ts";
import { visible } from "../visible.ts";
import { section, table, word } from "./parts.ts";

/** Checks with one answer stand in one row, failed ones first. */
export function preflight(results: Results): ComponentChild {
	const failed = failedChecks(results).length;
	const groups = groupBy(results.preflight, (check) =>
		[check.ok, check.transport, check.check, check.seen].join("\n"),
	);
	const pairs = new Set(results.preflight.map(pairOf));
	const rows = [...groups.values()]
		.toSorted((a, b) => Number(a[0]?.ok) - Number(b[0]?.ok))
		.flatMap(([first, ...rest]) => (first ? [checkRow(first, [first, ...rest], pairs.size)] : []));
	const title = `${count(results.preflight.length - failed)} of ${counted(results.preflight.length, "check")} held: connections that must be refused were tried on every pair.`;
	return section("preflight", "Preflight", [
		h("p", { class: "quiet" }, title),
		table(["outcome", "transport", "check", "seen", "pairs (server/client)"], rows),
	]);
}

function checkRow(
	check: ResultPreflight,
	group: readonly ResultPreflight[],
	pairs: number,
): ComponentChild[] {
	const names = [...new Set(group.map(pairOf))];
	return [
		held(check.ok, "held", "failed"),
		word(check.transport),
		word(check.check),
		visible(check.seen),
		names.length === pairs && pairs > 1 ? `all ${count(pairs)}` : names.join(", "),
	];
}

function pairOf(check: ResultPreflight): string {
	return `${check.server}/${check.client}`;
}

export function ledger(results: Results): ComponentChild {
	const rows = results.ledger.map((entry) => [
		entry.held === null ? word("none ran") : held(entry.held, "held", "did not hold"),
		word(entry.id),
		names([entry.servers, entry.clients, entry.transports].flatMap((some) => some ?? [])),
		h(
			"ul",
			null,
			entry.scenarios.map((id) =>
				h("li", null, h("a", { class: "word", href: `#${new URLSearchParams({ text: id })}` }, id)),
			),
		),
		visible(entry.why),
		h(
			"ul",
			null,
			entry.evidence.map((text) => h("li", null, evidence(text))),
		),
		h("details", null, [
			h("summary", null, word("observed")),
			h("pre", null, jsonLines(entry.observed).join("\n")),
		]),
	]);
	return section("ledger", "Ledger", [
		h("p", { class: "quiet" }, "What is known to differ, asserted on every run."),
		table(["this run", "entry", "who", "scenarios", "why", "evidence", "exactly"], rows),
	]);
}

function names(of: readonly string[]): ComponentChild {
	return h(
		"ul",
		null,
		of.map((name) => h("li", null, word(name))),
	);
}

/** Only the web's own addresses become links. */
function evidence(text: string): ComponentChild {
	return /^https?:\/\//.test(text)
		? h("a", { href: text, rel: "noreferrer" }, visible(text))
		: visible(text);
}

export function versions(results: Results): ComponentChild {
	const rows = results.peers.map((peer) => [
		word(peer.name),
		word(peer.role),
		visible(peer.title),
		peer.behaviour ?? "",
		visible(peer.language ?? "not reported"),
		visible(peer.grpc ?? "not reported"),
		h("code", null, visible(peer.image ?? "")),
	]);
	return section("versions", "Versions", [
		h("p", { class: "quiet" }, "As every peer itself reported them."),
		table(["peer", "role", "title", "behaviour", "language", "gRPC", "image"], rows),
	]);
}

function held(ok: boolean, yes: string, no: string): ComponentChild {
	return h("span", { class: "held" }, [
		h("span", { class: `mark ${ok ? "passed" : "failed"}`, "aria-hidden": "true" }, ok ? "✓" : "✗"),
		` ${ok ? yes : no}`,
	]);
}
