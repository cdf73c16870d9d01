/** What an image of TypeScript's peers weighs, for tests. */
import type { Docker } from "./engine.ts";

interface Layer {
	/** The Dockerfile's line. */
	readonly CreatedBy: string;
	/** Bytes. */
	readonly Size: number;
}

/** The bytes of the layers that were put on the base: of Node, and of all others. */
export async function ownBytes(
	docker: Docker,
	image: string,
): Promise<{ readonly node: number; readonly others: number }> {
	const layers: Layer[] = await docker.getImage(image).history();
	const base = layers.findIndex(({ CreatedBy }) => /ARG PEER/.test(CreatedBy));
	if (base < 0) throw new Error(`${image} is not made from containers/ts/Dockerfile`);
	const own = layers.slice(0, base);
	const node = own.filter(({ CreatedBy }) => /\/app\/node\s*(#.*)?$/.test(CreatedBy));
	return { node: bytesOf(node), others: bytesOf(own) - bytesOf(node) };
}

function bytesOf(layers: readonly Layer[]): number {
	return layers.reduce((sum, { Size }) => sum + Size, 0);
}
