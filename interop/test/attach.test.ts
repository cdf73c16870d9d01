/** Servers that were started by hand, joined to the matrix by `--attach`. */
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Plan } from "../model/plan.ts";
import { Results } from "../model/results.ts";
import { type Certificates, runCertificates } from "../peers/certificates.ts";
import { type ByHand, startedByHand } from "./support/by-hand.ts";
import { typed } from "./support/command-line.ts";
import { type Folder, folderWith } from "./support/folder.ts";

let folder: Folder;
let certificates: Certificates;
let plaintext: ByHand;
let ca: string;

beforeAll(async () => {
	folder = folderWith({});
	certificates = runCertificates(folder.at("certificates"));
	ca = await certificates.ca();
	plaintext = await startedByHand("--behaviour", "go");
});
afterAll(async () => {
	await plaintext[Symbol.asyncDispose]();
	folder[Symbol.dispose]();
});

let runs = 0;

/** Runs the small scenarios with the TypeScript client; gives what was judged. */
async function ran(attach: string, ...words: string[]) {
	const out = folder.at(`run-${++runs}`);
	const scenario = words.includes("--scenario") ? [] : ["--scenario", "get-feature/known-point"];
	const server = ["--attach", attach, "--server", "mine", "--client", "ts"];
	const typing = ["--runtime", "process", ...server, ...scenario, ...words, "--out", out];
	const { code, stdout, stderr } = await typed(...typing);
	const read = (name: string) => JSON.parse(readFileSync(join(out, name), "utf8"));
	return {
		code,
		stdout,
		stderr,
		results: Results.parse(read("results.json")),
		plan: Plan.parse(read("plan.json")),
		report: readFileSync(join(out, "report.md"), "utf8"),
	};
}

async function tlsFlags(...more: string[]): Promise<string[]> {
	const { cert, key } = await certificates.server("mine");
	return ["--tls", "--cert_file", cert, "--key_file", key, ...more];
}

test("a server over plaintext joins, is judged like any, and runs on", async () => {
	const scenarios = ["--scenario", "get-feature/*,route-chat/lock-step"];
	const { code, results, stdout } = await ran(
		`mine=${plaintext.address},behaviour=go`,
		...scenarios,
	);
	expect(stdout).toMatch(/mine .* \d+\/\d+/);
	expect(new Set(results.cells.map(({ transport }) => transport))).toEqual(new Set(["plaintext"]));
	expect(results.summary.passed).toBeGreaterThan(5);
	expect(results.summary.passed + results.summary.unsupported).toBe(results.summary.total);
	expect(results.preflight).toMatchObject([{ check: "tls-into-plaintext", ok: true }]);
	expect(code).toBe(0);
	expect(plaintext.runs()).toBe(true);
});

test("notes of an earlier run, which it remembers, are not met again", async () => {
	const chat = ["--scenario", "route-chat/lock-step"];
	const attach = `mine=${plaintext.address},behaviour=go`;
	const both = [await ran(attach, ...chat), await ran(attach, ...chat)];
	expect(both.map(({ code }) => code)).toEqual([0, 0]);
	const places = both.map(({ plan }) => plan.cells.map((cell) => cell.places));
	expect(places[0]).not.toEqual(places[1]);
});

test("a server of the other behaviour than was said is found out", async () => {
	const { code, results } = await ran(
		`mine=${plaintext.address},behaviour=python`,
		"--scenario",
		"route-chat/lock-step",
	);
	expect([code, results.summary.failed]).toEqual([1, 1]);
});

test("a server over TLS joins that transport, trusted by its authority and name", async () => {
	await using server = await startedByHand(...(await tlsFlags()));
	const attach = `mine=${server.address},tls,ca=${ca},name=${certificates.nameOf("mine")}`;
	const { code, results } = await ran(attach);
	expect([code, results.summary.passed, results.summary.total]).toEqual([0, 1, 1]);
	expect(results.cells[0]?.transport).toBe("tls");
	const checks = results.preflight.map(({ check, ok }) => `${check} ${ok}`).toSorted();
	expect(checks).toEqual(["plaintext-into-tls true", "unknown-ca true", "wrong-name true"]);
});

test("a server that asks for a client's certificate joins mutual TLS", async () => {
	await using server = await startedByHand(...(await tlsFlags("--client_ca_file", ca)));
	const { cert, key } = await certificates.client();
	const attach = `mine=${server.address},tls,ca=${ca},name=${certificates.nameOf("mine")},cert=${cert},key=${key}`;
	const { code, results } = await ran(attach);
	expect([code, results.cells[0]?.transport]).toEqual([0, "mtls"]);
	expect(results.preflight).toHaveLength(4);
});

test("where nothing listens, its cells could not run, and the address and what to do are said", async () => {
	const { code, results, stderr } = await ran("mine=127.0.0.1:1");
	expect(results.cells[0]?.outcome).toBe("could-not-run");
	expect(results.cells[0]?.reason).toMatch(
		/mine \(attached at 127.0.0.1:1, over plaintext\): nothing accepts connections there: ECONNREFUSED/,
	);
	expect(stderr).toContain("attached at 127.0.0.1:1");
	expect(code).toBe(1);
});

test("what listens there and speaks no gRPC is told apart from what does not listen", async () => {
	const mute = createServer((socket) => socket.destroy());
	await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
	const { port } = mute.address() as { readonly port: number };
	try {
		const { results } = await ran(`mine=127.0.0.1:${port}`);
		expect(results.cells[0]?.reason).toMatch(/it accepts connections, but no gRPC channel/);
	} finally {
		mute.close();
	}
});

test("a report's command to run a cell again names the server that was attached", async () => {
	const attach = `mine=${plaintext.address},behaviour=python`;
	const { report } = await ran(attach, "--scenario", "route-chat/lock-step");
	expect(report).toContain(`--cell mine/ts/plaintext/route-chat/lock-step`);
	expect(report).toContain(`--attach ${attach}`);
});

test("a ledger can speak of an attached server", async () => {
	const ledger = folder.at("mine.yaml");
	const entry = {
		id: "mine",
		servers: ["mine"],
		scenarios: ["get-feature/known-point"],
		observed: { "a.finish": { status: "UNKNOWN" } },
		why: "a test",
		evidence: ["https://example.org"],
	};
	writeFileSync(ledger, JSON.stringify({ entries: [entry] }));
	const { results } = await ran(`mine=${plaintext.address}`, "--ledger", ledger);
	expect(results.cells[0]?.outcome).toBe("unexpected-pass");
});
