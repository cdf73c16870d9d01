/** A made-up catalogue for a made-up run: the families of the real one, scripts of every shape. */
import type { Message, Step } from "../../model/batch.ts";
import type { ExpectedStep, Scenario, Script } from "../../model/scenario.ts";
import type { Mode } from "../../model/words.ts";

interface Family {
	readonly name: string;
	readonly mode: Mode;
	readonly method: string;
	readonly scenarios: readonly string[];
}

const FAMILIES: readonly Family[] = [
	{
		name: "get-feature",
		mode: "unary",
		method: "GetFeature",
		scenarios: words(
			"known unknown origin int32-min int32-max out-of-range empty-request unnamed negative swapped",
		),
	},
	{
		name: "list-features",
		mode: "server-streaming",
		method: "ListFeatures",
		scenarios: words(
			"python-rectangle go-rectangle all-in-order swapped-latitude swapped-longitude north-edge south-edge east-edge west-edge beyond-north beyond-east one-point empty-area missing-lo missing-hi missing-both date-line",
		),
	},
	{
		name: "record-route",
		mode: "client-streaming",
		method: "RecordRoute",
		scenarios: words(
			"no-points one-point two-points many-points repeats unnamed per-leg pole-to-pole antipode near-antipode overflow-107 overflow-108 elapsed-0900 elapsed-1200 elapsed-2700 elapsed-twice",
		),
	},
	{
		name: "route-chat",
		mode: "bidirectional-streaming",
		method: "RouteChat",
		scenarios: words(
			"python-demo go-demo lock-step second-stream interleaved two-places cancelled zero-notes absent-location empty-text nul-text emoji combining right-to-left large-text many-notes half-close-first deadline",
		),
	},
	{
		name: "calls",
		mode: "unary",
		method: "GetFeature",
		scenarios: words(
			"deadline-exceeded cancel-before cancel-amid unknown-method unknown-service four-mebibytes one-byte-more ascii-metadata binary-metadata hundred-at-once starved-pool duplicates-first duplicates-all duplicates-counted",
		),
	},
];

const NAME = "Berkshire Valley Management Area Trail, Jefferson, NJ, USA";
const point: Message = { latitude: 409146138, longitude: -746188906 };

/** How the calls of some end, where it is not with OK alone. */
const ENDS: Readonly<Record<string, readonly Message[]>> = {
	"record-route/per-leg": [
		{ point_count: 10, feature_count: 6, elapsed_time: 0, distance: 675408 },
	],
	"list-features/all-in-order": Array.from({ length: 100 }, (_, at) => ({
		name: `Feature ${at + 1}, NJ, USA`,
		location: { latitude: 400000000 + at * 1009, longitude: -740000000 - at * 2003 },
	})),
};

/** All of them; `route-chat/many-notes` is long on purpose. */
export const CATALOGUE: readonly Scenario[] = FAMILIES.flatMap((family) =>
	family.scenarios.map((name, at) => scenario(family, name, at)),
);

function scenario(family: Family, name: string, at: number): Scenario {
	const dialect = family.name === "route-chat" && at < 5;
	const script = family.mode === "unary" ? unary(family) : streaming(family, name);
	return {
		id: `${family.name}/${name}`,
		file: `interop/scenarios/${family.name}/${name}.yaml`,
		title: `${family.method}: ${name.replaceAll("-", " ")}`,
		why: `A server that gets “${name.replaceAll("-", " ")}” wrong passes every other scenario.`,
		source: dialect ? ["C1", "document"] : ["G1", "grpc:core-concepts"],
		mode: family.mode,
		kind: dialect ? "dialect" : "portable",
		differs: dialect ? ["C1"] : [],
		database: "route-guide",
		own_server: null,
		timed: name.startsWith("elapsed"),
		limit_ms: null,
		server: {},
		channel: {},
		tls: {},
		via: null,
		transports: null,
		needs: { obeys: false, witness: false, options: [], contract: 1 },
		scripts: { python: script, go: dialect ? echoing(script) : script },
	};
}

function unary(family: Family): Script {
	return script([
		[{ do: "open", call: "a", method: family.method, deadline_ms: 5000, metadata: [] }, null],
		[{ do: "send", call: "a", message: point }, null],
		[
			{ do: "finish", call: "a" },
			{ status: "OK", messages: [{ name: NAME, location: point }] },
		],
	]);
}

function streaming(family: Family, name: string): Script {
	const notes = name === "many-notes" ? 2000 : 2;
	const metadata: [string, string[]][] = [["x-note", ["a", "b"]]];
	return script([
		[{ do: "open", call: "a", method: family.method, deadline_ms: null, metadata }, null],
		...Array.from({ length: notes }, (_, at): [Step, ExpectedStep] => [
			{ do: "send", call: "a", message: note(at) },
			null,
		]),
		[{ do: "receive", call: "a", count: 1 }, { messages: [note(0)] }],
		[{ do: "expect_silence", call: "a", ms: 200 }, { silent: true }],
		[{ do: "pause", ms: 900 }, null],
		[{ do: "half_close", call: "a" }, null],
		[
			{ do: "finish", call: "a" },
			{ status: "OK", messages: [...(ENDS[`${family.name}/${name}`] ?? [])], trailing: [] },
		],
	]);
}

function script(pairs: readonly [Step, ExpectedStep][]): Script {
	return {
		steps: pairs.map(([step]) => step),
		expected: pairs.map(([, expected]) => expected),
		witness: {},
		order: [],
		wire: {},
		places: ["$a"],
		typed: {},
		open_calls: 1,
	};
}

/** The other behaviour's expectation: every note comes back once more. */
function echoing(of: Script): Script {
	return {
		...of,
		expected: of.expected.map((expected) =>
			expected !== null && "messages" in expected
				? { ...expected, messages: [...expected.messages, note(1)] }
				: expected,
		),
	};
}

function note(at: number): Message {
	return { location: "$a", message: `note ${at + 1}` };
}

function words(text: string): string[] {
	return text.split(" ");
}
