import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { batchOf, open, runMain, step, unarySteps } from "./support/run-script.ts";
import { startServer } from "./support/test-server.ts";

// Every test starts a process, perhaps on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "ts-client-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(content: string): string {
	const file = join(folder, "batch.json");
	writeFileSync(file, content);
	return file;
}

describe("the demo", () => {
	test("shows all four RPCs, ten points of the database, and every note, and exits 0.", async () => {
		await using server = await startServer();
		const { code, stdout, stderr } = await runMain(["--addr", server.address]);
		expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
		expect(stdout).toContain("Feature called here at (409146138, -746188906)\n");
		expect(stdout).toContain("Feature called feature 0 at (0, 0)\n");
		expect(stdout).toContain("Finished trip with 10 points\n");
		expect(stdout).toContain("Received message Sixth message at (0, 3)\n");
		const database = readFileSync(
			new URL("../../proto/route_guide_db.json", import.meta.url),
			"utf8",
		);
		const visited = [...stdout.matchAll(/Visiting point \((-?\d+), (-?\d+)\)/g)];
		expect(visited).toHaveLength(10);
		for (const [, latitude] of visited) expect(database).toContain(`"latitude": ${latitude}`);
	});

	test("tells of a status that is not OK in one line, and exits 1.", async () => {
		await using server = await startServer({
			ListFeatures: (call) => {
				call.emit("error", { code: status.DATA_LOSS, details: "two\nlines" });
			},
		});
		const { code, stderr } = await runMain(["--addr", server.address]);
		expect(code).toBe(1);
		expect(stderr).toBe(
			`error: DATA_LOSS: two lines. Look into the log of the server on ${server.address}.\n`,
		);
	});

	test("says what to do where nobody listens.", async () => {
		const { code, stderr } = await runMain(["--addr", "127.0.0.1:1"]);
		expect(code).toBe(1);
		expect(stderr).toMatch(/^error: UNAVAILABLE: .*ECONNREFUSED.*npm run server.*\n$/);
	});
});

describe("flags", () => {
	test("are all in --help, with an example.", async () => {
		const { code, stdout } = await runMain(["--help"]);
		expect(code).toBe(0);
		for (const flag of [
			"addr",
			"tls",
			"ca_file",
			"server_host_override",
			"cert_file",
			"key_file",
		]) {
			expect(stdout).toContain(`--${flag}`);
		}
		expect(stdout).toContain("npm run client -- --batch batch.json");
	});

	test.each([
		[["--levitate"], "unknown option '--levitate'"],
		[["stray"], "too many arguments"],
		[["--addr"], "argument missing"],
		[["--addr", "nowhere"], "expected host:port"],
		[["--ca_file", "ca.pem"], "--ca_file needs --tls"],
		[["--tls", "--cert_file", "c.pem"], "--cert_file and --key_file go together"],
		[["--tls", "--ca_file", "/nowhere/ca.pem"], "cannot read the CA file"],
		[["--batch", "b.json", "--addr", "a:1"], "--addr does not go with --batch"],
	])("%j exit 2 with one line.", async (args, why) => {
		const { code, stdout, stderr } = await runMain(args);
		expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
		expect(stderr).toMatch(/^[^\n]+\n$/);
		expect(stderr).toContain(why);
	});
});

describe("a batch", () => {
	test.each([
		["is missing", null, "cannot be read"],
		["is not JSON", "{", "JSON"],
		["is no object", "[]", "expected an object"],
		["has an unknown key", batchOf("a:1", [], { mood: 1 }), 'unknown key "mood"'],
		["lacks a key", '{"batch":"b"}', 'key "target" is missing'],
		[
			"has an unknown key in its target",
			batchOf("a:1", [], { target: { address: "a:1", tls: null, x: 1 } }),
			'target: unknown key "x"',
		],
		[
			"has a job without a limit",
			batchOf("a:1", [{ job: "j", steps: [] }]),
			'jobs[0]: key "limit_ms" is missing',
		],
		[
			"names a CA file that is not there",
			batchOf("a:1", [], {
				target: { address: "a:1", tls: { ca: "/no.pem", name: "n", cert: null, key: null } },
			}),
			"cannot read the CA file /no.pem",
		],
	])("that %s is exit 2 with one line.", async (_name, content, why) => {
		const file = content === null ? join(folder, "missing.json") : fileOf(content);
		const { code, stdout, stderr } = await runMain(["--batch", file]);
		expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
		expect(stderr).toMatch(/^[^\n]+\n$/);
		expect(stderr).toContain(why);
	});

	test("prints all of a large output to a slow reader, then exits 0.", async () => {
		await using server = await startServer();
		const message = { message: `${"é".repeat(2040)}` };
		const steps = [
			open("RouteChat"),
			...Array.from({ length: 500 }, () => step("send", { message })),
			step("half_close"),
			step("finish"),
		];
		const jobs = ["one", "two"].map((job) => ({ job, limit_ms: 10_000, steps }));
		const { code, stdout, stderr } = await runMain(
			["--batch", fileOf(batchOf(server.address, jobs))],
			true,
		);
		expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
		expect(stdout.length).toBeGreaterThan(2_000_000);
		const lines = stdout
			.trimEnd()
			.split("\n")
			.map((line) => JSON.parse(line));
		expect(lines.at(-1)).toEqual({ done: { jobs: 2 } });
		expect(lines[1].results.at(-1).messages).toHaveLength(500);
	});

	test("exits although a server accepts the connection and never says a word.", async () => {
		const mute = createServer(() => {}).listen(0, "127.0.0.1");
		await new Promise((resolve) => mute.once("listening", resolve));
		try {
			const { port } = mute.address() as { port: number };
			const jobs = [{ job: "j", limit_ms: 200, steps: unarySteps("GetFeature") }];
			const batch = fileOf(batchOf(`127.0.0.1:${port}`, jobs));
			const { code, stdout } = await runMain(["--batch", batch]);
			expect(code).toBe(0);
			expect(stdout).toContain('"end":"timeout"');
			expect(stdout.trimEnd().split("\n").at(-1)).toBe('{"done":{"jobs":1}}');
		} finally {
			mute.close();
		}
	});
});
