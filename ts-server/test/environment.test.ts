/** What the environment asks the server for, and who wins. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Declaration, FLAGS, variableOf } from "../flags.ts";
import { getFeature } from "./calls.ts";
import { runToEndWith, spawnedWith, type Variables } from "./spawned.ts";

test("a variable is as good as its flag", async () => {
	await using server = await spawnedWith({
		ROUTE_GUIDE_PORT: "0",
		ROUTE_GUIDE_HOST: "::1",
		ROUTE_GUIDE_BEHAVIOUR: "go",
		ROUTE_GUIDE_WITNESS: "1",
	});
	expect(server.ready).toMatchObject({
		listening: expect.stringMatching(/^\[::1\]:/),
		name: "ts-go",
	});
	await getFeature(server.client, {});
	expect(JSON.parse(await server.complaint())).toMatchObject({ witness: { ended: "OK" } });
});

test("a flag beats its variable, a switch that is to be off as well", async () => {
	await using server = await spawnedWith(
		{ ROUTE_GUIDE_PORT: "abc", ROUTE_GUIDE_NAME: "theirs", ROUTE_GUIDE_WITNESS: "true" },
		...["--port", "0", "--name", "mine", "--witness=false"],
	);
	expect(server.ready.name).toBe("mine");
	await getFeature(server.client, {});
	server.signal("SIGTERM");
	expect(await server.ended).toMatchObject({ exitCode: 0, stderr: "" });
});

test.each(["false", "0", ""])("a switch is off where its variable says %j", async (text) => {
	await using server = await spawnedWith(
		{ ROUTE_GUIDE_TLS: text, ROUTE_GUIDE_MAX_RECEIVE_BYTES: "" },
		...["--port", "0"],
	);
	// Over plaintext, and with the limit that it has otherwise.
	await getFeature(server.client, {});
});

test.each(["true", "1"])("a switch is on where its variable says %j", async (text) => {
	expect(await runToEndWith({ ROUTE_GUIDE_TLS: text }, "--port", "0")).toEqual({
		exitCode: 2,
		stdout: "",
		stderr:
			"ts-server: ROUTE_GUIDE_TLS without --cert_file and --key_file; add --cert_file and --key_file with a PEM file each",
	});
});

describe("an error names the variable where a value came from one:", () => {
	test.each<[string, Variables, string[], string]>([
		[
			"a number",
			{ ROUTE_GUIDE_PORT: "tcp://10.0.0.1:50051" },
			[],
			'ROUTE_GUIDE_PORT: got "tcp://10.0.0.1:50051"; expected an integer from 0 to 65535',
		],
		[
			"a switch",
			{ ROUTE_GUIDE_HEALTH: "yes" },
			[],
			'ROUTE_GUIDE_HEALTH: got "yes"; expected true, false, 1 or 0',
		],
		[
			"a file, whose own name stays as it is",
			{ ROUTE_GUIDE_JSON_DB_FILE: "/no/--port", ROUTE_GUIDE_PORT: "0" },
			[],
			'cannot read ROUTE_GUIDE_JSON_DB_FILE "/no/--port": no such file; expected a file that this user may read',
		],
		[
			"one of two",
			{ ROUTE_GUIDE_KEY_FILE: "k" },
			["--tls"],
			"--tls without --cert_file; add --cert_file with a PEM file each",
		],
		[
			"both",
			{ ROUTE_GUIDE_MAX_NOTES: "3", ROUTE_GUIDE_BEHAVIOUR: "python" },
			[],
			"ROUTE_GUIDE_MAX_NOTES with ROUTE_GUIDE_BEHAVIOUR python; python's notes end with their stream: leave out ROUTE_GUIDE_MAX_NOTES, or ask for ROUTE_GUIDE_BEHAVIOUR go",
		],
		[
			"none, since a flag gave it",
			{ ROUTE_GUIDE_PORT: "0" },
			["--port", "x"],
			'--port: got "x"; expected an integer from 0 to 65535',
		],
	])("%s", async (_title, variables, args, line) => {
		expect(await runToEndWith(variables, ...args)).toEqual({
			exitCode: 2,
			stdout: "",
			stderr: `ts-server: ${line}`,
		});
	});
});

test("the README's table of flags is that of the program", () => {
	const text = readFileSync(new URL("../README.md", import.meta.url), "utf8");
	const rows = Object.entries<Declaration>(FLAGS).map(([name, flag]) => {
		const usual = flag.default?.split("/").at(-1);
		const typed = flag.takes === null ? `--${name}` : `--${name} <${flag.takes}>`;
		const cells = [`\`${typed}\``, `\`${variableOf(name)}\``, flag.does, usual && `\`${usual}\``];
		return `| ${cells.map((cell) => cell ?? "").join(" | ")} |`.replace("|  |", "| |");
	});
	expect(text.match(/^\| `--.*$/gm)).toEqual(rows);
});
