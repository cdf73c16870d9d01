/** Small peers with an image, for the tests of this folder. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Peer } from "../../model/peer.ts";
import type { Engine } from "./engine.ts";

/** A base that every machine of ours has or can make: an official one, replaced where it must be. */
export const BASE = "python:3.13-slim";

/** Marks test images, for `removeTestImages`. */
export const LABEL = "interop.test";

/** Removes every image made from a Dockerfile with LABEL. */
export async function removeTestImages({ docker }: Engine): Promise<void> {
	const images = await docker.listImages({ filters: { label: [LABEL] } });
	for (const { Id } of images) {
		// One may be the parent of another, and gone with it.
		await docker
			.getImage(Id)
			.remove({ force: true })
			.catch(() => {});
	}
}

export interface TestPeer extends AsyncDisposable {
	readonly peer: Peer & { readonly image: NonNullable<Peer["image"]> };
}

/** A peer with this Dockerfile and these files, in a folder of its own. */
export async function testPeer(
	name: string,
	dockerfile: string,
	files: Record<string, string> = {},
): Promise<TestPeer> {
	const folder = await mkdtemp(join(tmpdir(), "interop-test-peer-"));
	for (const [file, text] of Object.entries({ ...files, Dockerfile: dockerfile })) {
		await writeFile(join(folder, file), text);
	}
	return {
		peer: {
			name,
			title: name,
			image: { context: ".", dockerfile: "Dockerfile", engines: "all", args: { BASE } },
			servers: [
				{
					name,
					behaviour: "python",
					command: [],
					ready: "announce",
					witness: false,
					obeys: false,
					options: [],
				},
			],
			client: { name, command: [], contract: 1 },
			unsupported: [],
			folder,
			builtIn: false,
		},
		[Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
	};
}

/** Runs python programs given by argument, as nobody, from a folder of its own. */
export const PYTHON = `ARG BASE
FROM \${BASE}
LABEL ${LABEL}=yes
WORKDIR /app
USER 65534:65534
ENTRYPOINT ["python3"]
`;
