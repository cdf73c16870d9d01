/** What the server saw against what the client says: that is how a call that never was is caught. */
import type { MetadataList, Step, StepResult } from "../model/batch.ts";
import { isForeignMethod, methodPath } from "../model/methods.ts";
import type { Witness } from "../model/server-lines.ts";
import type { Transport } from "../model/words.ts";

/** Clocks may move a deadline by this much, and gRPC's C core rounds long ones up by up to 5 %. */
const DEADLINE_TOLERANCE_MS = 1_000;
const DEADLINE_ROUNDING = 1.05;

/** Names that are the transport's own, whoever uses them. */
const RESERVED = /^(:|grpc-|(content-type|te|user-agent)$)/i;

interface CallStory {
	readonly method: string;
	readonly deadline: number | null;
	readonly metadata: MetadataList;
	/** True where the driver sent bytes: a server may refuse them before anything is written of the call. */
	readonly raw: boolean;
	sent: number;
	received: number;
	status: string;
}

/** Null where the server's account fits; else what does not, in a line. */
export function contradiction(
	witnesses: readonly Witness[],
	transport: Transport,
	steps: readonly Step[],
	results: readonly StepResult[],
): string | null {
	const stories = tell(steps, results);
	if (witnesses.length === 0) {
		const unheard = ({ method, raw, status }: CallStory) =>
			isForeignMethod(method) || (raw && status !== "OK");
		return stories.every(unheard) ? null : "the server saw no call of it";
	}
	const paths = new Set(stories.map(({ method }) => methodPath(method)));
	for (const seen of witnesses) {
		if (!paths.has(seen.method)) return `the server saw a call of ${seen.method}`;
		if (seen.tls !== (transport !== "plaintext")) {
			return `the server saw it ${seen.tls ? "with" : "without"} TLS`;
		}
		if ((seen.peer !== null) !== (transport === "mtls")) {
			return `the server saw ${seen.peer === null ? "no client certificate" : `the client ${seen.peer}`}`;
		}
	}
	return unseen(witnesses, stories);
}

/** Of calls over a connection that one side has to refuse: null where none arrived, else what did. */
export function arrival([first]: readonly Witness[]): string | null {
	return first === undefined
		? null
		: `the server saw ${first.method}, over a connection that was to be refused`;
}

/**
 * Every call that the client saw end well must have been seen so, with as many messages; one that it
 * saw fail must not have ended well there, unless answers got lost on the way; and none may be left
 * over that the client tells nothing of.
 */
function unseen(witnesses: readonly Witness[], stories: readonly CallStory[]): string | null {
	const left = [...witnesses];
	for (const story of stories) {
		if (story.status !== "OK" || isForeignMethod(story.method)) continue;
		const at = left.findIndex((seen) => agrees(seen, story));
		if (at === -1) {
			const { method, sent, received } = story;
			const near = left.find((seen) => agreesButForMetadata(seen, story));
			if (near) return `the server saw ${method} with other metadata: ${lost(near, story)}`;
			return `the server saw no ${method} that ended OK after ${sent} messages in and ${received} out: ${saw(witnesses)}`;
		}
		left.splice(at, 1);
	}
	for (const story of stories) {
		if (story.status === "OK" || isForeignMethod(story.method)) continue;
		const theirs = left.filter(({ method }) => method === methodPath(story.method));
		const match = theirs.find((seen) => failed(seen, story)) ?? theirs[0];
		if (match === undefined) continue;
		if (!failed(match, story)) {
			return `the client tells of ${story.status}, the server saw it end well: ${saw([match])}`;
		}
		left.splice(left.indexOf(match), 1);
	}
	// Calls of unknown methods are told of by some servers only.
	const generic = new Set(stories.map(({ method }) => method).filter(isForeignMethod));
	const extra = left.filter(({ method }) => !generic.has(method));
	if (extra.length === 0) return null;
	return `the server saw more calls than the client tells of: ${saw(extra)}`;
}

/** Ends that are the client's own: some libraries half-close as they leave, which ends a call well. */
const OWN_ENDS = ["CANCELLED", "DEADLINE_EXCEEDED"];

/** Any other failure that the client alone saw is one of receiving: more was sent than it tells of. */
function failed(seen: Witness, story: CallStory): boolean {
	return seen.ended !== "OK" || seen.sent > story.received || OWN_ENDS.includes(story.status);
}

function agrees(seen: Witness, story: CallStory): boolean {
	return agreesButForMetadata(seen, story) && lost(seen, story) === null;
}

function agreesButForMetadata(seen: Witness, story: CallStory): boolean {
	return (
		seen.method === methodPath(story.method) &&
		seen.received === story.sent &&
		seen.sent === story.received &&
		seen.ended === "OK" &&
		deadlineAgrees(seen.deadline_ms, story.deadline)
	);
}

/** The first key that was sent and did not arrive as it was; null where all did, or none are told. */
function lost({ metadata }: Witness, story: CallStory): string | null {
	if (metadata === undefined) return null;
	const arrived = new Map(metadata.map(([key, values]) => [key, joined(values)]));
	for (const [key, values] of story.metadata) {
		// What bears a name of the transport's is the library's to drop.
		if (RESERVED.test(key)) continue;
		const seen = arrived.get(key.toLowerCase()) ?? null;
		const sent = joined(values);
		if (seen !== sent) return `${key}: sent ${brief(sent)}, seen ${brief(seen)}`;
	}
	return null;
}

/** HTTP/2 libraries may join the values of one key, with a comma and a space: so joined they are the same. */
function joined(values: readonly string[]): string {
	return values.join(", ");
}

function brief(values: string | null): string {
	const text = JSON.stringify(values);
	return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function deadlineAgrees(left: number | null, asked: number | null): boolean {
	if (left === null || asked === null) return left === asked;
	return left <= asked * DEADLINE_ROUNDING + DEADLINE_TOLERANCE_MS;
}

function saw(witnesses: readonly Witness[]): string {
	return witnesses
		.slice(0, 3)
		.map(({ method, received, sent, ended }) => `${method} ${received} in, ${sent} out, ${ended}`)
		.join("; ");
}

function tell(steps: readonly Step[], results: readonly StepResult[]): CallStory[] {
	const stories = new Map<string, CallStory>();
	steps.forEach((step, index) => {
		if (step.do === "open") {
			const { method, deadline_ms: deadline, metadata } = step;
			const raw = step.raw !== undefined;
			stories.set(step.call, { method, deadline, metadata, raw, sent: 0, received: 0, status: "" });
			return;
		}
		const story = "call" in step ? stories.get(step.call) : undefined;
		const result = results[index];
		if (!story || !result) return;
		if (step.do === "send") story.sent += step.times ?? 1;
		if ("messages" in result) story.received += result.messages.length;
		if ("status" in result) story.status = result.status;
	});
	return [...stories.values()];
}
