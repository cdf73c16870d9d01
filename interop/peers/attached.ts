/** A server that already runs: found, perhaps led to, started and stopped by nobody. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { PeerStartError } from "../model/error.ts";
import type { Attached } from "../model/peer.ts";
import type { InstanceRecord } from "../model/record.ts";
import type { Runtime } from "../model/words.ts";
import { accepts } from "./accepts.ts";
import { addressOf } from "./address.ts";
import type { Certificates } from "./certificates.ts";
import { connects } from "./connect.ts";
import { forward } from "./forward.ts";
import { hostOf, type Location } from "./runtime.ts";
import { HOST, type RunningServer } from "./server.ts";

/** It runs already: so long it may take to answer. */
const ANSWER_MS = 10_000;
/** Names and addresses by which a machine means itself: from a container they lead elsewhere. */
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i;

export interface AttachOrder {
	/** The instance's id. */
	readonly id: string;
	readonly name: string;
	readonly attached: Attached;
	readonly runtime: Runtime;
	/** As of the runtime: where the harness's own ends listen for its clients. */
	readonly host: Location | null;
	/** Of the server: `attachedCertificates`. */
	readonly certificates: Certificates;
	readonly signal: AbortSignal;
	/** ANSWER_MS where absent. */
	readonly answerMs?: number;
}

/** Sees that it answers there. Throws PeerStartError. */
export async function attach(order: AttachOrder): Promise<RunningServer> {
	const { id, name, attached, runtime } = order;
	await checkThere(order);
	const lead = runtime === "docker" && LOOPBACK.test(attached.host);
	const host = lead ? hostOf(order, name, addressText(attached)) : null;
	const led = host && (await forward(host.bind, attached.host, attached.port));
	const record = (): InstanceRecord => ({
		instance: id,
		ready: null,
		failed: null,
		witnesses: [],
		exit: null,
		died: false,
		away: [],
		command: [`--attach ${name}=${addressText(attached)}`],
	});
	return {
		location: host ?? elsewhere(attached),
		port: led?.port ?? attached.port,
		group: null,
		// It is nobody's to end, and whether it does is not seen.
		exit: new Promise(() => {}),
		ended: () => null,
		witnessed: async () => {},
		record,
		async stop() {
			await led?.[Symbol.asyncDispose]();
			return record();
		},
	};
}

/** What clients of the server trust and show: its own, and the run's where something is to be refused. */
export function attachedCertificates(
	{ tls }: Attached,
	own: Certificates,
	folder: string,
): Certificates {
	return {
		...own,
		nameOf: (server, written) =>
			written === undefined && tls !== null ? tls.name : own.nameOf(server, written),
		client: async (kind = "usual") =>
			kind === "usual" && tls?.client ? tls.client : await own.client(kind),
		async ca(trusted = "usual") {
			if (trusted !== "usual" || tls === null) return own.ca(trusted);
			return tls.ca ?? publicAuthorities(folder);
		},
	};
}

/** Those that Node.js trusts. */
function publicAuthorities(folder: string): string {
	const file = join(folder, "public-authorities.pem");
	writeFileSync(file, rootCertificates.join("\n"));
	return file;
}

function elsewhere({ host, port }: Attached): Location {
	return { where: "elsewhere", bind: host, port, alias: null, fromHost: null };
}

function addressText(attached: Attached): string {
	return addressOf(elsewhere(attached), attached.port, HOST);
}

async function checkThere(order: AttachOrder): Promise<void> {
	const { name, attached, certificates, signal, answerMs = ANSWER_MS } = order;
	const { host, port, transport } = attached;
	const address = addressText(attached);
	const where = `${name} (attached at ${address}, over ${transport})`;
	const refused = await accepts(host, port, answerMs, signal);
	if (refused !== null) {
		throw new PeerStartError(
			name,
			`${where}: nothing accepts connections there: ${refused}`,
			`Start it, or say where it listens: --attach ${name}=HOST:PORT.`,
		);
	}
	const expected = { server: name, transport, certificates, certificate: "usual" } as const;
	await connects(address, expected, answerMs).catch((problem: Error) => {
		const other =
			transport === "plaintext"
				? "Does it speak gRPC there, without TLS? With TLS, add tls and ca=FILE to --attach."
				: "Does it speak TLS there, with a certificate that ca=FILE signed for name=HOST? One that asks for a client's certificate needs cert=FILE,key=FILE.";
		throw new PeerStartError(
			name,
			`${where}: it accepts connections, but ${problem.message}`,
			other,
			problem,
		);
	});
}
