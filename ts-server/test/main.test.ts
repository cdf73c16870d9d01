import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { credentials, status } from "@grpc/grpc-js";
import { describe, expect, test } from "vitest";
import { FLAGS, variableOf } from "../flags.ts";
import { Conversation, getFeature, note } from "./calls.ts";
import { refusing } from "./refusing.ts";
import { RouteGuide } from "./running.ts";
import { type Ended, MAIN, runToEnd, spawned } from "./spawned.ts";
import { writeDatabase, writeTemporary } from "./temporary-files.ts";

function expectRefusal({ exitCode, stdout, stderr }: Ended, line: string): void {
	expect(stderr).toBe(`ts-server: ${line}`);
	expect(stdout).toBe("");
	expect(exitCode).toBe(2);
}

describe("one line on stderr and exit 2 is the answer to", () => {
	const range = "expected an integer from 0 to 65535";
	test.each<[string, string[], string]>([
		["a port out of range", ["--port", "70000"], `--port: got "70000"; ${range}`],
		["a port that is no number", ["--port", "abc"], `--port: got "abc"; ${range}`],
		["a port with a fraction", ["--port", "1.5"], `--port: got "1.5"; ${range}`],
		["a port below nothing", ["--port", "-1"], `--port: got "-1"; ${range}`],
		["no port", ["--port"], "option '--port <n>' argument missing; --help lists the flags"],
		[
			"an unknown flag",
			["--prot", "1"],
			"unknown option '--prot' (Did you mean --port?); --help lists the flags",
		],
		[
			"a stray argument",
			["extra"],
			"too many arguments. Expected 0 arguments but got 1: extra.; --help lists the flags",
		],
		[
			"an unknown behaviour",
			["--behaviour", "java"],
			'--behaviour: got "java"; expected python or go',
		],
		[
			"a bound of no notes",
			["--behaviour", "go", "--max_notes", "0"],
			'--max_notes: got "0"; expected an integer from 1 to 9007199254740991',
		],
		[
			"a bound on notes that are not kept",
			["--max_notes", "3"],
			"--max_notes with --behaviour python; python's notes end with their stream: leave out --max_notes, or ask for --behaviour go",
		],
		["an empty name", ["--name", " "], '--name: got " "; expected a name'],
		[
			"TLS without files",
			["--tls"],
			"--tls without --cert_file and --key_file; add --cert_file and --key_file with a PEM file each",
		],
		[
			"TLS without a key",
			["--tls", "--cert_file", "c"],
			"--tls without --key_file; add --key_file with a PEM file each",
		],
		[
			"a certificate without TLS",
			["--cert_file", "c"],
			'--cert_file without --tls: got "c"; add --tls, or leave it out',
		],
		[
			"a key without TLS",
			["--key_file", "k"],
			'--key_file without --tls: got "k"; add --tls, or leave it out',
		],
		[
			"a clients' authority without TLS",
			["--client_ca_file", "a"],
			'--client_ca_file without --tls: got "a"; add --tls, or leave it out',
		],
		[
			"a missing database (D7)",
			["--json_db_file", "/nowhere.json"],
			'cannot read --json_db_file "/nowhere.json": no such file; expected a file that this user may read',
		],
		[
			"a folder as database (D7)",
			["--json_db_file", "/"],
			'cannot read --json_db_file "/": a directory; expected a file that this user may read',
		],
		[
			"an address of another machine",
			["--port", "0", "--host", "192.0.2.1"],
			"cannot listen on 192.0.2.1:0: this machine has no such address; choose another --host, e.g. 127.0.0.1",
		],
	])("%s", async (_title, args, line) => {
		expectRefusal(await runToEnd(...args), line);
	});

	test("a host that has no address", async () => {
		const { exitCode, stderr } = await runToEnd("--port", "0", "--host", "nowhere.invalid");
		expect(stderr).toMatch(
			/^ts-server: --host "nowhere\.invalid" has no address: got E\w+; expected .*$/,
		);
		expect(exitCode).toBe(2);
	});

	test("a wrong entry in the database", async () => {
		using file = writeDatabase([{ location: { latitude: 1.5, longitude: 0 }, name: "" }]);
		const line = `--json_db_file ${JSON.stringify(file.path)}, entry 0 (the first is 0), field location.latitude: got 1.5; expected an integer from -2147483648 to 2147483647, without fraction or exponent`;
		expectRefusal(await runToEnd("--json_db_file", file.path), line);
	});

	test("a bad certificate", async () => {
		using file = writeTemporary("cert.pem", "hello");
		const files = ["--cert_file", file.path, "--key_file", file.path];
		const line = `--cert_file ${JSON.stringify(file.path)} holds no certificate: got "hello"; expected certificates in PEM (-----BEGIN CERTIFICATE-----)`;
		expectRefusal(await runToEnd("--tls", ...files), line);
	});

	test("a port in use", async () => {
		const other = createServer().listen(0, "127.0.0.1");
		await once(other, "listening");
		const { port } = other.address() as { readonly port: number };
		const line = `cannot listen on 127.0.0.1:${port}: the port is in use; stop what listens there, or choose another --port (0: any)`;
		expectRefusal(await runToEnd("--port", String(port)), line);
		other.close();
	});
});

test("the help is complete, on stdout, and no failure", async () => {
	const { exitCode, stdout, stderr } = await runToEnd("--help");
	for (const flag of Object.keys(FLAGS)) {
		expect(stdout).toMatch(new RegExp(`^ +--${flag} `, "m"));
		expect(stdout.replaceAll(/\s+/g, " ")).toContain(`env: ${variableOf(flag)})`);
	}
	expect(stdout).toContain("Examples:");
	expect([exitCode, stderr]).toEqual([0, ""]);
});

test("the ready line says where it listens and what it is, and stdout has nothing else", async () => {
	await using server = await spawned("--behaviour", "go");
	expect(server.ready).toEqual({
		listening: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
		pid: expect.any(Number),
		name: "ts-go",
		language: `TypeScript on Node ${process.versions.node}`,
		grpc: expect.stringMatching(/^@grpc\/grpc-js \d+\.\d+\.\d+$/),
	});
	await getFeature(server.client, {});
	// To the pid that it names, as the harness does it.
	process.kill(Number(server.ready.pid), "SIGTERM");
	const { exitCode, stdout, stderr } = await server.ended;
	expect([exitCode, stderr, stdout.trim().split("\n").length]).toEqual([0, "", 1]);
});

test("it serves IPv6 where asked", async () => {
	await using server = await spawned("--host", "::1");
	expect(server.ready.listening).toMatch(/^\[::1\]:\d+$/);
	expect((await getFeature(server.client, {})).name).toBe("");
});

test.each(["SIGTERM", "SIGINT"] as const)(
	"%s refuses new calls, lets a running stream end, and exits 0 with its witness",
	async (signal) => {
		await using server = await spawned("--witness", "--name", "mine");
		expect(server.ready.name).toBe("mine");
		const conversation = new Conversation(server.client);
		await conversation.say(note(1, 1, "a"), 0);
		expect(await conversation.say(note(1, 1, "b"), 1)).toEqual(["a"]);
		server.signal(signal);
		await refusing(server);
		await expect(
			getFeature(server.client, {}, { deadline: Date.now() + 2000 }),
		).rejects.toMatchObject({ code: status.UNAVAILABLE });
		expect(await conversation.say(note(1, 1, "c"), 2)).toEqual(["a", "b"]);
		expect(await conversation.end()).toEqual([]);
		expect((await conversation.status).code).toBe(status.OK);
		const { exitCode, stderr } = await server.ended;
		expect(exitCode).toBe(0);
		expect(JSON.parse(stderr)).toEqual({
			witness: {
				cell: null,
				method: "/routeguide.RouteGuide/RouteChat",
				tls: false,
				peer: null,
				received: 3,
				sent: 3,
				deadline_ms: null,
				metadata: expect.any(Array),
				encoding: null,
				lasted_ms: expect.any(Number),
				longest_write_ms: expect.any(Number),
				longest_write_at: expect.any(Number),
				writes_at_once: 1,
				calls_at_once: 1,
				ended: "OK",
			},
		});
	},
);

test("a connection that never says anything does not keep it from ending", async () => {
	await using server = await spawned();
	const [, port] = /:(\d+)$/.exec(String(server.ready.listening)) ?? [];
	const silent = connect(Number(port), "127.0.0.1");
	silent.on("error", () => {});
	await once(silent, "connect");
	expect((await getFeature(server.client, {})).name).toBe("");
	server.signal("SIGTERM");
	expect(await server.ended).toMatchObject({ exitCode: 0, stderr: "" });
	silent.destroy();
});

test.each([
	["SIGTERM", 143],
	["SIGINT", 130],
] as const)("a second %s ends it at once, with %i", async (signal, code) => {
	await using server = await spawned();
	const conversation = new Conversation(server.client);
	await conversation.say(note(1, 1, "a"), 0);
	await conversation.say(note(1, 1, "b"), 1);
	server.signal(signal);
	await refusing(server);
	// The same signal soon after the first is taken for npm's echo of it: whoever means it goes on.
	const leaning = setInterval(() => server.signal(signal), 100);
	try {
		expect(await server.ended).toMatchObject({ exitCode: code, stderr: "" });
	} finally {
		clearInterval(leaning);
	}
	expect((await conversation.status).code).not.toBe(status.OK);
});

test("a signal that npm passes on once more does not end the running calls", async () => {
	await using server = await spawned();
	const conversation = new Conversation(server.client);
	await conversation.say(note(1, 1, "a"), 0);
	await conversation.say(note(1, 1, "b"), 1);
	server.signal("SIGINT");
	server.signal("SIGINT");
	await refusing(server);
	expect(await conversation.say(note(1, 1, "c"), 2)).toEqual(["a", "b"]);
	await conversation.end();
	expect((await conversation.status).code).toBe(status.OK);
	expect(await server.ended).toMatchObject({ exitCode: 0, stderr: "" });
});

test("it ends with one line where nobody reads its ready line", async () => {
	const child = spawn(process.execPath, [MAIN, "--port", "0"], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	child.stdout.destroy();
	let stderr = "";
	child.stderr.on("data", (chunk) => {
		stderr += chunk;
	});
	const [code] = await once(child, "close");
	expect(stderr).toBe(
		"ts-server: cannot write to stdout: got write EPIPE; whoever was to read the ready line has gone\n",
	);
	expect(code).toBe(2);
});

test("it goes on serving where nobody reads its witnesses any more", async () => {
	const child = spawn(process.execPath, [MAIN, "--port", "0", "--witness"], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	const [line] = await once(child.stdout, "data");
	child.stderr.destroy();
	const { listening } = JSON.parse(String(line)) as { readonly listening: string };
	const client = new RouteGuide(listening, credentials.createInsecure());
	for (const _ of [1, 2, 3]) {
		expect((await getFeature(client, {})).name).toBe("");
	}
	client.close();
	child.kill("SIGTERM");
	expect((await once(child, "close"))[0]).toBe(0);
});
