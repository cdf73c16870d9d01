/** The certificates of a run, in PEM files: each is made when it is first asked for. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
	type ClientCertificate,
	SERVER_NAME,
	type ServerCertificate,
	type Trusted,
} from "../model/tls.ts";
import { certificatePem, type Issued, issueAuthority, issueLeaf, keyPem } from "./issue.ts";

/** PEM files of a certificate, perhaps with others behind it, and of its key. */
export interface Pair {
	readonly cert: string;
	readonly key: string;
}

/** What there is by those words is in `interop/model/tls.ts`. */
export interface Certificates {
	/** The name in a server's certificate, and only there; or that a scenario names. */
	nameOf(server: string, written?: string): string;
	server(name: string, kind?: ServerCertificate): Promise<Pair>;
	client(kind?: Exclude<ClientCertificate, "none">): Promise<Pair>;
	ca(trusted?: Trusted): Promise<string>;
}

const USUAL_NAME = `${SERVER_NAME}.interop.test`;

/** Those of one run, below `folder`; keys are readable by the owner only. */
export function runCertificates(folder: string): Certificates {
	mkdirSync(folder, { recursive: true });
	const made = new Map<string, Promise<unknown>>();
	const once = <T>(name: string, make: () => Promise<T>): Promise<T> => {
		const promise = (made.get(name) as Promise<T> | undefined) ?? make();
		made.set(name, promise);
		return promise;
	};
	const write = (name: string, pem: string) => {
		const file = join(folder, name);
		writeFileSync(file, pem, { mode: 0o600 });
		return file;
	};
	const pairOf = (name: string, issue: () => Promise<Chain>): Promise<Pair> =>
		once(name, async () => {
			const chain = await issue();
			return {
				cert: write(`${name}.pem`, certificatePem(...chain)),
				key: write(`${name}.key`, await keyPem(chain[0])),
			};
		});
	const issuers: Issuers = {
		root: () => once("root", () => issueAuthority({ name: "route-guide-interop CA" })),
		unknown: () =>
			once("unknown", () => issueAuthority({ name: "route-guide-interop unknown CA" })),
		intermediate: () =>
			once("intermediate", async () =>
				issueAuthority({
					name: "route-guide-interop intermediate CA",
					issuer: await issuers.root(),
				}),
			),
	};
	return {
		nameOf: (server, written = USUAL_NAME) => written.replaceAll(SERVER_NAME, server),
		server: (name, kind = "usual") =>
			pairOf(`server.${name}.${kind}`, () => serverChain(issuers, name, kind)),
		client: (kind = "usual") => pairOf(`client.${kind}`, () => clientChain(issuers, kind)),
		ca: (trusted = "usual") =>
			once(`ca.${trusted}`, async () => {
				const [root, unknown] = [await issuers.root(), await issuers.unknown()];
				const roots = { usual: [root], unknown: [unknown], both: [unknown, root] };
				return write(`ca.${trusted}.pem`, certificatePem(...roots[trusted]));
			}),
	};
}

/** A certificate and what is sent behind it. */
type Chain = readonly [Issued, ...Issued[]];

interface Issuers {
	root(): Promise<Issued>;
	unknown(): Promise<Issued>;
	intermediate(): Promise<Issued>;
}

async function serverChain(
	issuers: Issuers,
	server: string,
	kind: ServerCertificate,
): Promise<Chain> {
	const name = USUAL_NAME.replaceAll(SERVER_NAME, server);
	const usual = {
		issuer: await issuers.root(),
		commonName: name,
		names: [{ type: "dns", value: name }],
		purpose: "server",
	} as const;
	switch (kind) {
		case "usual":
			return [await issueLeaf(usual)];
		case "expired":
			return [await issueLeaf({ ...usual, validity: "past" })];
		case "not-yet-valid":
			return [await issueLeaf({ ...usual, validity: "future" })];
		case "common-name-only":
			return [await issueLeaf({ ...usual, names: [] })];
		case "names":
			return [
				await issueLeaf({
					...usual,
					commonName: `cn-${name}`,
					names: [
						{ type: "dns", value: `*.${name}` },
						{ type: "ip", value: "127.0.0.1" },
					],
				}),
			];
		case "rsa":
			return [await issueLeaf({ ...usual, rsa: true })];
		case "client-purpose":
			return [await issueLeaf({ ...usual, purpose: "client" })];
		case "chain":
		case "chain-cut":
			return issueBelow(await issuers.intermediate(), usual, kind === "chain-cut");
		case "signed-by-a-server": {
			const commonName = `signer.${name}`;
			const signer = await issueLeaf({ ...usual, commonName, names: [] });
			return issueBelow(signer, usual, false);
		}
	}
}

async function clientChain(
	issuers: Issuers,
	kind: Exclude<ClientCertificate, "none">,
): Promise<Chain> {
	const name = "client.interop.test";
	const usual = {
		issuer: await issuers.root(),
		commonName: name,
		names: [{ type: "dns", value: name }],
		purpose: "client",
	} as const;
	switch (kind) {
		case "usual":
			return [await issueLeaf(usual)];
		case "unknown":
			return [await issueLeaf({ ...usual, issuer: await issuers.unknown() })];
		case "expired":
			return [await issueLeaf({ ...usual, validity: "past" })];
		case "another": {
			const commonName = "another.interop.test";
			return [
				await issueLeaf({ ...usual, commonName, names: [{ type: "dns", value: commonName }] }),
			];
		}
		case "rsa":
			return [await issueLeaf({ ...usual, rsa: true })];
		case "chain":
		case "chain-cut":
			return issueBelow(await issuers.intermediate(), usual, kind === "chain-cut");
		case "server-purpose":
			return [await issueLeaf({ ...usual, purpose: "server" })];
	}
}

type Usual = Parameters<typeof issueLeaf>[0];

async function issueBelow(issuer: Issued, usual: Usual, cut: boolean): Promise<Chain> {
	const leaf = await issueLeaf({ ...usual, issuer });
	return cut ? [leaf] : [leaf, issuer];
}
