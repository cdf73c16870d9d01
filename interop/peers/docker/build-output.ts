/** What the engine says while it builds, as lines for people. */
import type { Docker } from "./engine.ts";

export interface BuildResult {
	/** The image's id; null where the build failed. */
	readonly id: string | null;
	/** Why it failed; null where it did not. */
	readonly problem: string | null;
	readonly lines: readonly string[];
}

/** One event of the classic builder, or of BuildKit as dockerode decodes it. */
interface BuildEvent {
	readonly stream?: string;
	readonly status?: string;
	readonly error?: string;
	readonly aux?: { readonly ID?: string };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
const COLOUR = /\u001b\[[0-9;]*m/g;

/** `1`: the classic one. `2`: BuildKit. */
export type Builder = "1" | "2";

export interface Build {
	readonly docker: Docker;
	readonly builder: Builder;
	readonly log: (line: string) => void;
}

/** Follows a build to its end; never rejects. */
export function followBuild(
	{ docker, builder, log }: Build,
	stream: NodeJS.ReadableStream,
): Promise<BuildResult> {
	const lines: string[] = [];
	let id: string | null = null;
	let problem: string | null = null;
	let held = "";
	function say(line: string): void {
		const plain = line.replace(COLOUR, "").trimEnd();
		if (plain === "") return;
		lines.push(plain);
		log(plain);
	}
	function onEvent(event: BuildEvent): void {
		const text = event.stream ?? "";
		const parts = `${held}${builder === "2" ? readable(text) : text}`.split("\n");
		held = parts.pop() ?? "";
		for (const line of parts) {
			const built = /^Built image: (sha256:\w+)$/.exec(line);
			if (built?.[1] === undefined) say(line);
			else id = built[1];
		}
		if (event.aux?.ID !== undefined) id = event.aux.ID;
		if (event.error !== undefined) problem = event.error.replace(COLOUR, "").trim();
	}
	return new Promise((resolve) => {
		// dockerode's types are behind: this one knows both builders.
		const { followProgress } = docker as unknown as { followProgress: FollowProgress };
		followProgress.call(
			docker,
			stream,
			(broken) => {
				say(held);
				if (broken) problem ??= broken.message;
				if (problem === null && id === null) problem = "the engine's answer ended without an image";
				resolve({ id: problem === null ? id : null, problem, lines });
			},
			onEvent,
		);
	});
}

/**
 * dockerode 5.0.1 leaves what a BuildKit step prints in the base64 in which it came. Its own lines about
 * steps all have a space, so one word of base64 is such output.
 */
function readable(text: string): string {
	const word = text.trim();
	if (!/^(?:[\w+/]{4})+$|^(?:[\w+/]{4})*[\w+/]{2,3}={1,2}$/.test(word)) return text;
	return Buffer.from(word, "base64").toString();
}

type FollowProgress = (
	stream: NodeJS.ReadableStream,
	onFinished: (problem: Error | null) => void,
	onEvent: (event: BuildEvent) => void,
) => void;
