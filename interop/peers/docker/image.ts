/** A peer's image: built where its inputs have changed, found where they have not. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { Readable } from "node:stream";
import { PeerStartError } from "../../model/error.ts";
import type { Peer, PeerFile } from "../../model/peer.ts";
import { buildArguments } from "./build-arguments.ts";
import { type Builder, type BuildResult, followBuild } from "./build-output.ts";
import { packContext } from "./context.ts";
import type { Docker } from "./engine.ts";

export interface PeerImage {
	readonly id: string;
	/** Put before each `command`. */
	readonly entrypoint: readonly string[];
}

export interface ImageOptions {
	readonly docker: Docker;
	/** Says which image to use in place of a base; the same one where it can be had. */
	readonly baseFor: (name: string) => Promise<string>;
	readonly log: (line: string) => void;
	readonly signal: AbortSignal;
}

type WithImage = Peer & { readonly image: NonNullable<PeerFile["image"]> };

/** Kept on the image: from what it was built. */
const INPUTS = "interop.inputs";

/** Builds the peer's image, or finds the one built from identical inputs. Throws PeerStartError. */
export async function imageOf(
	peer: WithImage,
	options: ImageOptions,
	tag = `interop-peer-${peer.name}:latest`,
): Promise<PeerImage> {
	const { docker } = options;
	const { dockerfile, target } = peer.image;
	const args = await buildArguments(peer, options.baseFor);
	const context = await packContext(contextOf(peer), dockerfile).catch((problem) => {
		throw failed(peer, `its build context cannot be read: ${String(problem)}`, [], problem);
	});
	const inputs = await hashOf(docker, context, [dockerfile, args, target]);
	const found = await docker
		.getImage(tag)
		.inspect()
		.catch(() => null);
	if (found?.Config.Labels?.[INPUTS] === inputs) return imageFrom(found);
	const built = await build(options, context, {
		t: tag,
		dockerfile,
		...(target === undefined ? {} : { target }),
		buildargs: args,
		labels: { [INPUTS]: inputs },
	}).catch((problem: unknown) => {
		const said = problem instanceof Error ? problem.message : String(problem);
		return { id: null, problem: said.trim(), lines: [] };
	});
	if (built.id === null) throw failed(peer, built.problem ?? "", built.lines);
	return imageFrom(await docker.getImage(built.id).inspect());
}

function contextOf({ folder, image }: Peer): string {
	return join(folder, image?.context ?? ".");
}

interface Inspected {
	readonly Id: string;
	readonly Config: { readonly Entrypoint?: string | string[] | undefined };
}

function imageFrom({ Id, Config }: Inspected): PeerImage {
	return { id: Id, entrypoint: [Config.Entrypoint ?? []].flat() };
}

/** Bases count by id, so that a rebuilt or newly pulled one is noticed. */
async function hashOf(
	docker: Docker,
	context: Buffer,
	rest: [string, Arguments, string | undefined],
): Promise<string> {
	const bases = await Promise.all(
		Object.values(rest[1]).map(async (value) => {
			if (!/[:/]/.test(value)) return null;
			const image = await docker
				.getImage(value)
				.inspect()
				.catch(() => null);
			return image?.Id ?? null;
		}),
	);
	const hash = createHash("sha256").update(JSON.stringify([rest, bases]));
	return hash.update(context).digest("hex");
}

type Arguments = Record<string, string>;

interface BuildOptions {
	readonly t: string;
	readonly dockerfile: string;
	readonly target?: string;
	readonly buildargs: Arguments;
	readonly labels: Record<string, string>;
}

async function build(
	{ docker, log, signal }: ImageOptions,
	context: Buffer,
	options: BuildOptions,
): Promise<BuildResult> {
	const builder = await builderOf(docker);
	const stream = await docker.buildImage(Readable.from([context]), {
		...options,
		version: builder,
		rm: true,
		forcerm: true,
		abortSignal: signal,
	});
	return followBuild({ docker, builder, log }, stream);
}

/** BuildKit where the engine names it as its builder, which it does since version 23. */
async function builderOf(docker: Docker): Promise<Builder> {
	const { Version } = await docker.version();
	return Number.parseInt(Version, 10) >= 23 ? "2" : "1";
}

const LAST_LINES = 8;

function failed(
	peer: Peer,
	problem: string,
	lines: readonly string[],
	cause?: unknown,
): PeerStartError {
	const last = lines.slice(-LAST_LINES).map((line) => `\n  ${line}`);
	const said = `${problem}${last.join("")}`;
	return new PeerStartError(
		peer.name,
		`${peer.name}: image build failed: ${said}`,
		hintOf(peer, said),
		cause,
	);
}

function hintOf(peer: Peer, said: string): string {
	if (/dial tcp|no such host|i\/o timeout|pull access denied|manifest unknown/.test(said)) {
		return "A base image cannot be had. Name it by a build argument of peer.yaml (`args`), so that it can be replaced where no registry is reachable.";
	}
	const context = contextOf(peer);
	const stage = peer.image?.target === undefined ? "" : `--target ${peer.image.target} `;
	return `See it by hand: docker build ${stage}-f ${join(context, peer.image?.dockerfile ?? "")} ${context}`;
}
