import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ClientCertificate, ServerCertificate, Trusted } from "../model/tls.ts";
import { folderWith } from "../test/support/folder.ts";
import { runCertificates } from "./certificates.ts";

const folder = folderWith({});
afterAll(() => folder[Symbol.dispose]());
const certificates = runCertificates(join(folder.path, "made"));
const root = new X509Certificate(readFileSync(await certificates.ca()));

/** The certificates of a file, its own first. */
function chainIn(file: string): X509Certificate[] {
	const blocks = readFileSync(file, "utf8").match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g);
	return (blocks ?? []).map((block) => new X509Certificate(block));
}

async function serverChain(kind: ServerCertificate): Promise<X509Certificate[]> {
	return chainIn((await certificates.server("go", kind)).cert);
}

test("the usual certificate is its server's only, good now, and signed by the run's authority", async () => {
	const [own, ...more] = await serverChain("usual");
	expect(own?.subjectAltName).toBe("DNS:go.interop.test");
	expect(own?.verify(root.publicKey)).toBe(true);
	expect(own?.publicKey.asymmetricKeyType).toBe("ec");
	expect(more).toEqual([]);
	expect(certificates.nameOf("go")).toBe("go.interop.test");
	expect(certificates.nameOf("go", "a.{server}.test")).toBe("a.go.test");
});

const now = Date.now();
const DIFFERENT: Readonly<
	Record<Exclude<ServerCertificate, "usual">, (chain: X509Certificate[]) => boolean>
> = {
	expired: ([own]) => Date.parse(own?.validTo ?? "") < now,
	"not-yet-valid": ([own]) => Date.parse(own?.validFrom ?? "") > now,
	"common-name-only": ([own]) =>
		own?.subject === "CN=go.interop.test" && own.subjectAltName === undefined,
	names: ([own]) =>
		own?.subject === "CN=cn-go.interop.test" &&
		own.subjectAltName === "DNS:*.go.interop.test, IP Address:127.0.0.1",
	rsa: ([own]) => own?.publicKey.asymmetricKeyType === "rsa",
	chain: (chain) => chain.length === 2 && isChain(chain),
	"chain-cut": (chain) => chain.length === 1 && chain[0]?.verify(root.publicKey) === false,
	"signed-by-a-server": (chain) => isChain(chain) && chain[1]?.ca === false,
	"client-purpose": ([own]) => own?.keyUsage?.[0] === "1.3.6.1.5.5.7.3.2",
};

function isChain([own, signer]: X509Certificate[]): boolean {
	return (
		signer !== undefined &&
		own?.verify(signer.publicKey) === true &&
		signer.verify(root.publicKey) &&
		own.subjectAltName === "DNS:go.interop.test"
	);
}

for (const [kind, holds] of Object.entries(DIFFERENT)) {
	test(`a server's certificate of the kind ${kind} differs from the usual one as it says`, async () => {
		expect(holds(await serverChain(kind as ServerCertificate))).toBe(true);
		expect(holds(await serverChain("usual"))).toBe(false);
	});
}

test("every file is made once, with the key that belongs to it, for its owner's eyes only", async () => {
	const kinds = ClientCertificate.exclude(["none"]).options;
	const pairs = await Promise.all([
		...kinds.map((kind) => certificates.client(kind)),
		...ServerCertificate.options.map((kind) => certificates.server("python", kind)),
	]);
	expect(new Set(pairs.map(({ cert }) => cert)).size).toBe(pairs.length);
	for (const { cert, key } of pairs) {
		expect(chainIn(cert)[0]?.checkPrivateKey(createPrivateKey(readFileSync(key)))).toBe(true);
		expect(statSync(key).mode & 0o077).toBe(0);
	}
	expect(await certificates.client("rsa")).toBe(await certificates.client("rsa"));
});

test("a client that trusts both trusts the one that signed nothing first", async () => {
	const [usual, unknown, both] = await Promise.all(
		Trusted.options.map(async (trusted) => chainIn(await certificates.ca(trusted))),
	);
	expect(both?.map(({ fingerprint256 }) => fingerprint256)).toEqual(
		[...(unknown ?? []), ...(usual ?? [])].map(({ fingerprint256 }) => fingerprint256),
	);
});
