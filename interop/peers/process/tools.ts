/** Programs that the process runtime needs and this machine may lack. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Peer } from "../../model/peer.ts";

/** Names of programs that the peers' set-ups call and PATH does not have. */
export function missingTools(peers: readonly Peer[]): string[] {
	const wanted = peers.flatMap((peer) => {
		const commands = [...(peer.process?.setup ?? []), peer.process?.["command-prefix"] ?? []];
		return commands.map(([program = ""]) => program);
	});
	return [...new Set(wanted)].filter((name) => name !== "" && !name.includes("/") && !onPath(name));
}

function onPath(name: string): boolean {
	return (process.env.PATH ?? "").split(delimiter).some((folder) => {
		try {
			accessSync(join(folder, name), constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
}
