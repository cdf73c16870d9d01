/** Every entry of the ledger as a finding that a maintainer could file: who, what, by which clause, how to see it. */
import { cellId } from "../model/plan.ts";
import type { Results } from "../model/results.ts";
import type { Scenario } from "../model/scenario.ts";
import { jsonLines } from "./json.ts";
import type { ReportData } from "./load.ts";
import { block, inline, table } from "./markdown-text.ts";
import { rerunCommand } from "./rerun.ts";
import { scriptLines } from "./script.ts";
import { counted } from "./verdict.ts";

/** Lines of a value that are shown. */
const SHOWN = 12;

type Entry = Results["ledger"][number];
type Peer = Results["peers"][number];

/** The findings of a run, in the ledger's order; entries of which nothing ran are named at the end. */
export function findings(data: ReportData): string {
	const { ledger, run } = data.results;
	const seen = ledger.filter(({ held }) => held !== null);
	const unseen = ledger.filter(({ held }) => held === null);
	return `${[
		"# Findings",
		`Generated from a run by \`npm run report -- RUN\`: ${counted(seen.length, "known difference")}, each asserted in every run. ${inline(`Started ${run.started}, runtime ${run.runtime}.`)}`,
		table(
			["peer", "language", "gRPC"],
			data.results.peers.map(({ name, role, language, grpc }) => [
				inline(`${name} (${role})`),
				inline(language ?? "not told"),
				inline(grpc ?? "not told"),
			]),
		),
		...seen.map((entry) => finding(entry, data)),
		...(unseen.length === 0
			? []
			: [`Not seen in this run: ${unseen.map(({ id }) => inline(id)).join(", ")}.`]),
	].join("\n\n")}\n`;
}

function finding(entry: Entry, data: ReportData): string {
	const cells = data.results.cells.filter(
		(cell) => data.details.get(cellId(cell))?.ledger === entry.id,
	);
	const pairs = new Set(cells.map(({ server, client }) => `${server} ← ${client}`));
	const scenario = smallest(entry, data);
	const first = cells.find((cell) => cell.scenario === scenario?.id) ?? cells[0];
	const detail = first && data.details.get(cellId(first));
	return [
		`## ${inline(entry.id)}`,
		inline(entry.why, 2_000),
		[
			`- Whose: ${whose(entry, data.results.peers)}`,
			`- Scenarios: ${entry.scenarios.map((id) => `\`${id}\``).join(", ")}`,
			`- Expected by: ${scenario ? scenario.source.map((source) => inline(source)).join(", ") : "nothing of this run"}`,
			`- Seen in ${counted(cells.length, "cell")}${entry.held ? "" : ", **not in all of them**"}: ${[...pairs].map((pair) => inline(pair)).join(", ")}`,
			`- Evidence: ${entry.evidence.map((one) => (URL.canParse(one) && one.startsWith("http") ? `<${one}>` : inline(one))).join(", ")}`,
		].join("\n"),
		...(scenario ? [`The script, \`${scenario.id}\`:`, script(scenario)] : []),
		...(detail
			? [
					`At \`${detail.at ?? "?"}\` expected, and observed:`,
					block([...clipped(detail.expected), "", ...clipped(detail.observed)].join("\n"), "json"),
				]
			: []),
		...(first ? ["See it:", block(rerunCommand(cellId(first), data.results.run), "sh")] : []),
	].join("\n\n");
}

/** Lines of a value that may be long. */
function clipped(value: unknown): string[] {
	const lines = jsonLines(value);
	const left = lines.length - SHOWN;
	return left > 0 ? [...lines.slice(0, SHOWN), `… ${left} more lines`] : lines;
}

/** The servers and clients of the entry, with what they said they are. */
function whose({ servers = [], clients = [] }: Entry, peers: readonly Peer[]): string {
	const named = (role: "server" | "client", names: readonly string[]) =>
		names.map((name) => {
			const peer = peers.find((other) => other.role === role && other.name === name);
			return inline(`${role} ${name} (${peer?.grpc ?? peer?.title ?? "not in this run"})`);
		});
	return [...named("server", servers), ...named("client", clients)].join(", ");
}

function smallest(entry: Entry, data: ReportData): Scenario | undefined {
	const theirs = entry.scenarios.flatMap((id) => data.scenarios.get(id) ?? []);
	const length = ({ scripts }: Scenario) => scripts.python.steps.length;
	return theirs.toSorted((one, other) => length(one) - length(other))[0];
}

function script({ scripts, channel, server, tls, via }: Scenario): string {
	const frame = [
		...(Object.keys(channel).length > 0 ? [`channel ${JSON.stringify(channel)}`] : []),
		...(Object.keys(tls).length > 0 ? [`tls ${JSON.stringify(tls)}`] : []),
		...(via !== null ? [`via ${JSON.stringify(via)}`] : []),
		...(Object.keys(server).length > 0 ? [`server ${JSON.stringify(server)}`] : []),
	];
	const lines = scriptLines(scripts.python).map(({ does, shows }) =>
		shows === null ? does : `${does} → ${shows}`,
	);
	return block([...frame, ...lines].join("\n"));
}
