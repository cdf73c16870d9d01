/** What a server says it saw of one call, in words that people read. */
import type { Witness } from "../../model/server-lines.ts";
import { count, counted } from "../verdict.ts";
import { clip, visible } from "../visible.ts";
import type { PageWitness } from "./data.ts";

/** Of a text that a peer made up, in code units. */
const TEXT_LENGTH = 120;
/** Entries of metadata. */
const MOST_ENTRIES = 12;

/** What the server told, without what it did not. */
export function witnessTold(witness: Witness): PageWitness {
	const { method, received, sent, ended, metadata = [] } = witness;
	const facts: readonly (readonly [string, string | null])[] = [
		["connection", connection(witness)],
		["deadline left", ms(witness.deadline_ms)],
		["lasted", ms(witness.lasted_ms)],
		["encoding", witness.encoding ?? null],
		["longest write", longestWrite(witness)],
		["writes at once", number(witness.writes_at_once)],
		["calls at once", number(witness.calls_at_once)],
		...metadata.slice(0, MOST_ENTRIES).map(([key, values]) => [key, values.join(", ")] as const),
		["metadata left out", number(Math.max(0, metadata.length - MOST_ENTRIES) || undefined)],
	];
	return {
		call: text(method),
		saw: `read ${counted(received, "message")}, wrote ${count(sent)}, ended it as ${ended}`,
		facts: facts.flatMap(([name, value]) => (value === null ? [] : [[text(name), text(value)]])),
	};
}

function connection({ tls, peer }: Witness): string {
	if (!tls) return "plaintext";
	return peer === null ? "TLS" : `TLS, client certificate of ${peer}`;
}

function longestWrite({ longest_write_ms, longest_write_at }: Witness): string | null {
	const took = ms(longest_write_ms);
	return took === null || !longest_write_at ? took : `${took}, number ${longest_write_at}`;
}

function ms(value: number | null | undefined): string | null {
	return value === null || value === undefined ? null : `${count(Math.round(value))} ms`;
}

function number(value: number | undefined): string | null {
	return value === undefined ? null : count(value);
}

function text(value: string): string {
	return clip(visible(value), TEXT_LENGTH);
}
