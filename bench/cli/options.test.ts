import { expect, test } from "vitest";
import { main } from "./main.ts";
import { type BenchOptions, program, selectionOf } from "./options.ts";

const SERVERS = ["ts-python", "ts-go", "go"];

/** What the words select, of three servers. */
async function selected(...words: string[]) {
	let options: BenchOptions = {};
	const commands = program({
		async bench(given) {
			options = given;
		},
		async harness() {},
	});
	await commands.configureOutput({ outputError: () => {} }).parseAsync(words, { from: "user" });
	return selectionOf(options, SERVERS);
}

/** What the words have the harness benched with. */
async function harnessOptions(...words: string[]) {
	let options: unknown;
	const commands = program({
		async bench() {},
		async harness(given) {
			options = given;
		},
	});
	await commands.parseAsync(["harness", ...words], { from: "user" });
	return options;
}

/** What the whole command line says, and its exit code. */
async function typed(...words: string[]) {
	const said: string[] = [];
	const code = await main(words, {
		out: (text) => void said.push(text),
		progress: (line) => void said.push(line),
		signal: new AbortController().signal,
		command: "npm run bench --",
	});
	return { code, said: said.join("\n") };
}

test("nothing said is everything", async () => {
	expect(await selected()).toMatchObject({
		servers: SERVERS,
		features: [100, 10_000, 1_000_000],
		transports: ["plaintext", "tls"],
		rounds: 3,
	});
});

test("options narrow it, and order nothing", async () => {
	const words = "--server go,ts-* --mode *streaming --features 10000,100 --transport tls";
	expect(await selected(...words.split(" "), "--rounds", "7", "--seconds", "2.5")).toEqual({
		servers: ["ts-python", "ts-go", "go"],
		modes: ["server-streaming", "client-streaming", "bidirectional-streaming"],
		features: [100, 10_000],
		transports: ["tls"],
		rounds: 7,
		seconds: 2.5,
	});
});

test("--quick gives way to what is said", async () => {
	const quick = { features: [100], transports: ["plaintext"], rounds: 1, seconds: 0.3 };
	expect(await selected("--quick")).toMatchObject(quick);
	expect(await selected("--quick", "--rounds", "2")).toMatchObject({ ...quick, rounds: 2 });
});

test("the harness's options are its own, although servers' have the same names", async () => {
	const words = "--server go --client ts,go --rounds 2 --out here".split(" ");
	expect(await harnessOptions(...words)).toEqual({
		server: ["go"],
		client: ["ts", "go"],
		rounds: 2,
		out: "here",
	});
});

for (const [words, said] of [
	["--server rust", "arguments: --server rust matches nothing\n  There are: ts-python, ts-go, go"],
	["--mode unary,duplex", "--mode duplex matches nothing"],
	["--transport mtls", "--transport mtls matches nothing"],
	["--features 5", "expected some of 100,10000,1000000"],
	["--rounds 0", "expected 1 to 999"],
	["--seconds 0", "expected seconds, from 0.1 to 600"],
	["--against /nowhere", "--against: /nowhere/bench.json: cannot be read"],
	["--server ,", "an empty name"],
	["--fast", "unknown option '--fast'"],
	["harness --rounds x", "expected 1 to 999"],
	["harnes", "too many arguments"],
] as const) {
	test(`${words} is exit 2, and says why`, async () => {
		const told = await typed(...words.split(" "));
		expect(told.said).toContain(said);
		expect(told.code).toBe(2);
	});
}

test("--help shows all of it, and is no error", async () => {
	const { code, said } = await typed("--help");
	expect(code).toBe(0);
	for (const word of [
		"--server",
		"--mode",
		"--features",
		"--transport",
		"--rounds",
		"--seconds",
		"--quick",
		"--against",
		"--out",
		"harness",
	])
		expect(said).toContain(word);
});
