/** Peers as data: every peer.yaml, checked, with names that are unique over all of them. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { PeerFileError } from "../model/error.ts";
import { type Peer, PeerFile } from "../model/peer.ts";
import { FileProblem, readChecked } from "../support/checked-file.ts";
import { globsWithoutMatch } from "../support/globs.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const HINT = 'README.md, "Adding a language", shows a peer.yaml.';

/** Folders of the peers that come with the suite, in the order of rows and columns. */
export function builtInFolders(): string[] {
	return [
		join(ROOT, "ts-server"),
		join(ROOT, "ts-client"),
		...peersBelow(join(ROOT, "containers")),
	];
}

/** Loads the built-in peers and those of `--peers`, and joins those of `--attach`. Throws PeerFileError. */
export function loadPeers(
	added: readonly string[],
	scenarioIds: readonly string[],
	attached: readonly Peer[] = [],
): Peer[] {
	const peers = [
		...builtInFolders().map((folder) => loadPeer(folder, true)),
		...added.flatMap(peerFolders).map((folder) => loadPeer(folder, false)),
		...attached,
	];
	checkUnique("peer", peers, (peer) => [peer.name]);
	checkUnique("server", peers, (peer) => peer.servers.map(({ name }) => name));
	checkUnique("client", peers, (peer) => (peer.client ? [peer.client.name] : []));
	for (const peer of peers) checkUnsupported(peer, scenarioIds);
	return peers;
}

/** A folder with a peer.yaml, or the folders of such in it. Throws PeerFileError. */
function peerFolders(given: string): string[] {
	const folder = resolve(given);
	if (!existsSync(folder) || !statSync(folder).isDirectory()) {
		throw new PeerFileError(`--peers ${given}: no such folder`, "Give the folder of a peer.yaml.");
	}
	if (existsSync(join(folder, "peer.yaml"))) return [folder];
	const found = peersBelow(folder);
	if (found.length === 0) {
		throw new PeerFileError(`--peers ${given}: no peer.yaml in it or in its folders`, HINT);
	}
	return found;
}

function peersBelow(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "peer.yaml")))
		.map((entry) => join(folder, entry.name))
		.sort();
}

/** Loads one peer. Throws PeerFileError. */
export function loadPeer(folder: string, builtIn: boolean): Peer {
	const file = join(folder, "peer.yaml");
	try {
		const peer = readChecked(PeerFile, file);
		if (peer.name !== basename(folder)) {
			throw new FileProblem(
				`${file}: at name: expected the folder's own name, ${basename(folder)}, got ${peer.name}`,
			);
		}
		if (peer.image && !existsSync(join(folder, peer.image.context, peer.image.dockerfile))) {
			throw new FileProblem(`${file}: at image.dockerfile: no such file ${peer.image.dockerfile}`);
		}
		const bare = peer.unsupported.findIndex(({ link }) => link === undefined);
		if (builtIn && bare !== -1) {
			throw new FileProblem(
				`${file}: at unsupported.${bare}: expected a link, as every peer of the suite's own has to show that it cannot`,
			);
		}
		return { ...peer, folder, builtIn };
	} catch (problem) {
		if (!(problem instanceof FileProblem)) throw problem;
		const shown = problem.message.replaceAll(file, relative(process.cwd(), file));
		throw new PeerFileError(shown, HINT, basename(folder), problem);
	}
}

function checkUnique(
	kind: string,
	peers: readonly Peer[],
	namesOf: (peer: Peer) => readonly string[],
): void {
	const owners = new Map<string, Peer>();
	for (const peer of peers) {
		for (const name of namesOf(peer)) {
			const other = owners.get(name);
			if (other) {
				throw new PeerFileError(
					`${show(peer)}: the ${kind} name ${name} is taken by ${show(other)}`,
					`Names of ${kind}s are unique over all peers: choose another one.`,
					peer.name,
				);
			}
			owners.set(name, peer);
		}
	}
}

function checkUnsupported(peer: Peer, scenarioIds: readonly string[]): void {
	for (const entry of peer.unsupported) {
		const names =
			entry.role === "server"
				? peer.servers.map(({ name }) => name)
				: peer.client
					? [peer.client.name]
					: [];
		if (!names.includes(entry.name)) {
			throw new PeerFileError(
				`${show(peer)}: at unsupported: it has no ${entry.role} ${entry.name}`,
				HINT,
				peer.name,
			);
		}
		const [idle] = globsWithoutMatch(entry.scenarios ?? [], scenarioIds);
		if (idle !== undefined) {
			throw new PeerFileError(
				`${show(peer)}: at unsupported: the glob ${idle} matches no scenario`,
				"`npm run interop -- --list` prints the scenarios.",
				peer.name,
			);
		}
	}
}

function show(peer: Peer): string {
	if (peer.attached) return `--attach ${peer.name}`;
	return relative(process.cwd(), join(peer.folder, "peer.yaml"));
}
