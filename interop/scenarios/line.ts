/** Where in a scenario's file a step stands. */
import { isSeq, isMap as isYamlMap, LineCounter, type Node, parseDocument } from "yaml";

/**
 * The line, counted from 1, of the step of that address (`a.finish`, `b.receive.2`, `pause.2`); that of `steps`
 * where the step comes out of a loop, or is none; 1 where there are none.
 */
export function lineOfStep(text: string, address: string | null): number {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines });
	const top = isYamlMap(document.contents) ? document.contents.items : [];
	const { key, value: steps } = top.find((pair) => String(pair.key) === "steps") ?? {};
	const line = (node: unknown) => lines.linePos((node as Node).range?.[0] ?? 0).line;
	if (!isSeq(steps)) return 1;
	// What belongs to no call has its verb alone: `pause`, `pause.2`.
	const [call = "", verb = call, nth = "1"] = (address ?? "")
		.replace(/^(\w+)\.(?=\d)/, "$1.$1.")
		.split(".");
	let left = Number(nth);
	for (const item of steps.items) {
		const step: unknown = isYamlMap(item) ? item.toJS(document) : (item as Node).toJS(document);
		if (typeof step === "object" && step !== null && "for" in step) break;
		if (verbOf(step) !== verb || (call !== verb && callOf(step, verb) !== call)) continue;
		left -= 1;
		if (left > 0) continue;
		const pair = isYamlMap(item) ? item.items.find((one) => String(one.key) === verb) : undefined;
		return line(pair?.key ?? item);
	}
	return line(key);
}

const CALLED_BY_VALUE = ["half_close", "cancel"];

function verbOf(step: unknown): string | undefined {
	if (typeof step === "string") return step;
	const verbs = ["open", "send", "receive", "receive_headers", "pause", "expect_silence"];
	return [...verbs, ...CALLED_BY_VALUE, "finish"].find((verb) => verb in Object(step));
}

function callOf(step: unknown, verb: string): unknown {
	if (typeof step === "string") return "a";
	const written = step as Readonly<Record<string, unknown>>;
	return (CALLED_BY_VALUE.includes(verb) ? written[verb] : written.call) ?? "a";
}
