/**
 * Builds the image of the TypeScript server by itself, also where no image registry is reachable. Run by itself
 * it takes the image's name, or `route-guide-server`, and prints it.
 */
import { join, resolve } from "node:path";
import { Command } from "commander";
import { EXIT } from "../interop/model/error.ts";
import { findBases } from "../interop/peers/docker/bases.ts";
import { type Docker, requireEngine } from "../interop/peers/docker/engine.ts";
import { imageOf } from "../interop/peers/docker/image.ts";
import { loadPeer } from "../interop/peers/load.ts";
import { runScript } from "./run-script.ts";

/** Builds it, or finds the one of identical inputs; returns its id. Throws InteropError. */
export async function buildServerImage(
	name: string,
	options: {
		readonly docker: Docker;
		readonly log: (line: string) => void;
		readonly signal: AbortSignal;
	},
): Promise<string> {
	const peer = loadPeer(join(resolve(import.meta.dirname, ".."), "ts-server"), true);
	if (peer.image === undefined) throw new Error("ts-server/peer.yaml has no image");
	const image = { ...peer.image, target: "server" };
	const { id } = await imageOf(
		{ ...peer, image },
		{ ...options, baseFor: findBases(options) },
		name,
	);
	return id;
}

if (import.meta.main) {
	const [name = ""] = new Command("server-image")
		.description("build the image of the TypeScript server by itself")
		.argument("[name]", "the image's name", "route-guide-server")
		.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.green : EXIT.usage))
		.parse().processedArgs;
	await runScript({
		name: "server-image",
		async run(signal, log) {
			const { docker } = await requireEngine();
			await buildServerImage(name, { docker, log, signal });
			console.log(name);
			return EXIT.green;
		},
	});
}
