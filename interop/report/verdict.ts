/** The run in words: its verdict, and the one sentence that says what ran. */
import type { ResultPreflight, Results } from "../model/results.ts";
import { Outcome } from "../model/words.ts";
import { axes, reds } from "./tally.ts";

export interface Verdict {
	readonly word: "green" | "red" | "nothing judged" | "interrupted";
	readonly text: string;
}

const list = new Intl.ListFormat("en", { type: "conjunction" });
const number = new Intl.NumberFormat("en");

/** E.g. 2,250 */
export function count(value: number): string {
	return number.format(value);
}

/** E.g. 1 cell, 2 cells */
export function counted(value: number, noun: string, many = `${noun}s`): string {
	return `${count(value)} ${value === 1 ? noun : many}`;
}

/** E.g. a, b, and c */
export function listed(names: readonly string[]): string {
	return list.format(names);
}

export function failedChecks(results: Results): ResultPreflight[] {
	return results.preflight.filter((check) => !check.ok);
}

/** A run is green where something was judged, and all of it is as it should be. */
export function verdict(results: Results): Verdict {
	const { summary } = results;
	const red = reds(summary);
	const checks = failedChecks(results).length;
	const judged = Outcome.options
		.filter((outcome) => outcome !== "unsupported" && outcome !== "could-not-run")
		.reduce((sum, outcome) => sum + summary[outcome], 0);
	const text = verdictText(summary.total, red, checks, judged);
	if (results.run.interrupted) return { word: "interrupted", text: `interrupted; ${text}` };
	if (judged === 0) return { word: "nothing judged", text };
	return { word: red + checks > 0 ? "red" : "green", text };
}

function verdictText(total: number, red: number, checks: number, judged: number): string {
	if (judged === 0) return `none of ${counted(total, "cell")} was judged`;
	const cells =
		red === 0
			? `all ${counted(total, "cell")} are as they should be`
			: `${count(red)} of ${counted(total, "cell")} ${red === 1 ? "is" : "are"} not as ${red === 1 ? "it" : "they"} should be`;
	return checks === 0 ? cells : `${cells}; ${counted(checks, "preflight check")} failed`;
}

/** What ran, which versions, in which runtime and why, when, and with what verdict. */
export function sentence(results: Results): string {
	const { servers, clients, transports } = axes(results);
	const { run } = results;
	const versions = listed(
		[...new Set(results.peers.map((peer) => peer.grpc))].filter((text) => text !== null),
	);
	const who = `${counted(servers.length, "server")} and ${counted(clients.length, "client")}`;
	const what = counted(results.scenarios.length, "scenario");
	return [
		`On ${moment(run.started)}, ${who}${versions ? ` (${versions})` : ""} ran ${what}`,
		transports.length > 0 ? ` over ${listed(transports)}` : "",
		` in the ${run.runtime} runtime (${run.runtime_reason})${duration(run.started, run.ended)}: `,
		`${verdict(results).text}.`,
	].join("");
}

/** E.g. 2026-03-01 12:00 UTC */
export function moment(iso: string): string {
	const time = new Date(iso);
	if (Number.isNaN(time.getTime())) return iso;
	return `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function duration(started: string, ended: string | null): string {
	const ms = ended === null ? Number.NaN : Date.parse(ended) - Date.parse(started);
	return Number.isFinite(ms) ? `, in ${count(Math.round(ms / 100) / 10)} s` : "";
}
