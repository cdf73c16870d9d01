import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { loadScenarios } from "../scenarios/load.ts";
import { typed } from "../test/support/command-line.ts";
import { type Folder, folderWith } from "../test/support/folder.ts";

const RUNS = resolve(import.meta.dirname, "../../reports/runs");
const runs = () => (existsSync(RUNS) ? readdirSync(RUNS).length : 0);

const LEDGER = `entries:
  - id: mine
    servers: [go]
    scenarios: [get-feature/known-point]
    observed: { a.finish: { status: UNKNOWN } }
    why: a test
    evidence: [https://example.org]
`;
const FILES = {
	"no-peer/readme": "",
	"scenario.yaml": LEDGER.replace("known-point", "no-such-point"),
	"server.yaml": LEDGER.replace("[go]", "[gone]"),
	"client.yaml": LEDGER.replace("servers: [go]", "clients: [gone]"),
	"address.yaml": LEDGER.replace("a.finish", "b.finish"),
	"status.yaml": LEDGER.replace("UNKNOWN", "UNHEARD_OF"),
	"key.yaml": LEDGER.replace("why:", "because:"),
	"row.yaml": LEDGER.replace("https://example.org", "G2, Z9"),
	"twice.yaml": LEDGER + LEDGER.replace("entries:\n", ""),
	"yaml.yaml": "entries: [",
	"mine/index.html": "a page of mine",
	"mine/logs/today": "a log of mine",
	file: "no folder",
	"baseline.json": '{"run":7}',
	"pattern.json":
		'{"run":{"id":"x","started":"","runtime":"process","filters":{}},"peers":[],"transports":[],"summary":{"passed":0,"failed":0,"expected-failure":0,"unexpected-pass":0,"unsupported":0,"could-not-run":0,"total":0},"scenarios":{"a/b":{"cells":["go/ts/smoke"]}},"preflight":[],"latency":{}}',
	pem: "-----BEGIN CERTIFICATE-----",
	"empty-run/readme": "no run",
	"truncated/run.json": '{"id":"x","started":"2026-0',
	"malformed/run.json": '{"id":7}',
};

/** What is typed, and what must be said; `@` stands for a folder with the files above. */
const WRONG: readonly (readonly [string, RegExp])[] = [
	["--no-such-flag", /unknown option '--no-such-flag'/],
	["--servr go", /unknown option '--servr'/],
	["leftover", /too many arguments|unknown command/],
	["--runtime foo", /--runtime.*foo.*docker, process|--runtime.*'foo' is invalid/],
	["--parallel 0", /--parallel.*'0' is invalid. expected 1 to 999/],
	["--parallel -1", /--parallel/],
	["--parallel 2x", /--parallel.*'2x' is invalid/],
	["--timeout x", /--timeout.*'x' is invalid. expected seconds/],
	["--timeout 0", /--timeout.*'0' is invalid/],
	["--timeout 3601", /--timeout.*at most 3600/],
	["--repeat 0", /--repeat.*'0' is invalid. expected 1 to 999/],
	["--repeat often", /--repeat.*'often' is invalid/],
	["--seed -1", /--seed.*'-1' is invalid|unknown option|argument missing/],
	["--seed 4294967296", /--seed.*expected a whole number below 4294967296/],
	[
		"--host-address mine.example",
		/--host-address.*'mine.example' is invalid. expected an IP address/,
	],
	["--host-address 127.0.0.1", /--host-address.*expected an address that other machines reach/],
	["--host-address ::", /--host-address.*expected an address that other machines reach/],
	["--host-address 10.0.0.2 --runtime process", /--host-address goes with the docker runtime/],
	["--shard 0/2", /--shard.*'0\/2' is invalid. expected i\/n/],
	["--shard 3/2", /--shard.*'3\/2' is invalid. expected i\/n, from 1\/n to n\/n/],
	["--shard 2", /--shard.*'2' is invalid/],
	["--shard 1/2 --cell a/b/tls/c/d", /--shard does not go with --cell/],
	["--shard 1/2 judge @/file", /--shard does not go with judge and report/],
	["--runtime process report merge @/file", /--runtime does not go with judge and report/],
	["report merge", /missing required argument 'runs'/],
	["report merge @/empty-run", /^merge: truncated: .*empty-run: .*run.json: there is no such file/],
	["report merge @/file", /^merge: truncated: .*file: .*expected a folder/],
	["report merge @/truncated", /^merge: truncated: .*truncated: .*run.json: /],
	["report times @/empty-run", /^run: .*run.json: there is no such file/],
	["--attach", /--attach.*argument missing/],
	["--attach mine", /--attach mine: expected a name in kebab-case and "=" first, got "mine"/],
	["--attach Mine=h:1", /--attach Mine=h:1: expected a name in kebab-case/],
	["--attach mine=localhost", /--attach .*: expected HOST:PORT after "=", got "localhost"/],
	["--attach mine=::1:50051", /--attach .*: expected HOST:PORT/],
	["--attach mine=h:70000", /--attach .*: expected HOST:PORT/],
	["--attach mine=h:1,bahaviour=go", /--attach .*: there is no "bahaviour"/],
	["--attach mine=h:1,behaviour=rust", /--attach .*: behaviour is python or go/],
	["--attach mine=h:1,tls=yes", /--attach .*: tls has no value like that/],
	["--attach mine=h:1,tls,tls", /--attach .*: tls is given twice/],
	["--attach mine=h:1,ca=@/file", /--attach .*: ca goes with tls/],
	["--attach mine=h:1,tls,ca=@/nowhere", /--attach .*: ca=.*nowhere: no such file/],
	["--attach mine=h:1,tls,ca=@/mine", /--attach .*: ca=.*mine: cannot be read: EISDIR/],
	["--attach mine=h:1,tls,ca=@/file", /--attach .*: ca=.*file: expected a PEM file/],
	["--attach mine=h:1,tls,cert=@/pem", /--attach .*: cert and key go together/],
	["--attach go=h:1", /--attach go: the peer name go is taken by .*containers\/go\/peer.yaml/],
	["--attach ts-go=h:1", /--attach ts-go: the server name ts-go is taken by .*ts-server/],
	["--attach mine=h:1 --attach mine=h:2", /--attach mine: the peer name mine is taken/],
	["--attach mine=h:1 --transport tls", /--transport tls: mine is attached over plaintext/],
	["--attach mine=h:1 --cell mine/ts/tls/get-feature/known-point", /--cell tls: mine is attached/],
	["--server", /--server.*argument missing/],
	["--server go,,ts-go", /--server.*an empty name/],
	["--json", /--json goes with --list/],
	["--cell go/ts/tls", /--cell go\/ts\/tls: expected server\/client\/transport\/scenario/],
	["--cell go/ts/tls/get-feature/nowhere", /--cell get-feature\/nowhere: matches no scenario/],
	["--cell gone/ts/tls/get-feature/known-point", /--cell gone: matches no server/],
	["--cell go/ts/carrier-pigeon/get-feature/known-point", /--cell carrier-pigeon: matches no tr/],
	["--cell go/*/tls/get-feature/known-point", /--cell .*: expected names, not globs/],
	["--cell go/ts/tls/get-feature/known-point --server go", /--cell names server.* already/],
	["--server nobody", /--server nobody: matches no server; there are ts-python, /],
	["--server go,nobody", /--server nobody: matches no server/],
	["--client nobody*", /--client nobody\*: matches no client/],
	["--transport smoke", /--transport smoke: matches no transport; there are plaintext, tls, mtls/],
	[
		"--scenario get-feature/nothing*",
		/matches no scenario; there are get-feature\/[^ ]*, get-feat/,
	],
	["--scenario get-feture/*", /matches no scenario; there are calls\/\*, .* get-feature\/\*, /],
	[
		"--transport tls --scenario tls/client-certificate-missing",
		/--transport tls: tls\/client-certificate-missing does not run over that: it is about mtls/,
	],
	["--peers @/nowhere", /--peers .*nowhere: no such folder/],
	["--peers @/file", /--peers .*file: no such folder/],
	["--peers @/no-peer", /--peers .*no-peer: no peer.yaml/],
	["--peers containers/go", /the peer name go is taken by/],
	["--ledger @/nowhere.yaml", /nowhere.yaml: no such file/],
	["--ledger @/scenario.yaml", /entry mine: no scenario is called get-feature\/no-such-point/],
	["--ledger @/server.yaml", /entry mine: no server is called gone/],
	["--ledger @/client.yaml", /entry mine: no client is called gone/],
	["--ledger @/address.yaml", /entry mine: .*known-point: observed: there is no step b.finish/],
	["--ledger @/status.yaml", /entry mine: .*expected a status name, got "UNHEARD_OF"/],
	["--ledger @/key.yaml", /key.yaml: at entries.0: unknown key "because"|at entries.0.why/],
	["--ledger @/row.yaml", /row.yaml: entry mine: evidence: rows.yaml has no row Z9/],
	["--ledger @/twice.yaml", /entry mine: the id is taken/],
	["--ledger @/yaml.yaml", /yaml.yaml: not valid YAML/],
	["--ledger @/no-peer", /no-peer: cannot be read/],
	["--runtime process --out @/mine", /--out .*mine: there are other files in it: index.html, logs/],
	["--runtime process --out @/file", /--out .*file: ENOTDIR/],
	["--runtime process --out @/file/below", /--out .*below: ENOTDIR/],
	["judge", /missing required argument 'run'/],
	["judge @/nowhere", /run.json: there is no such file/],
	["judge @/empty-run", /run.json: there is no such file/],
	["judge @/truncated", /run.json: .*JSON/],
	["judge @/malformed", /run.json: at id: .*, got 7/],
	["judge @/empty-run --server go", /--server does not go with judge and report/],
	["judge @/empty-run more", /too many arguments/],
	["judge @/file", /file\/run.json: it would lie in a file, expected a folder/],
	["report @/file", /file\/\w+.json is missing; expected a run's folder/],
	["--list --out @/x", /--out does not go with --list/],
	["--list --keep", /--keep does not go with --list/],
	["--ledger ", /--ledger.*an empty path/],
	["--out ", /--out.*an empty path/],
	["--peers ", /--peers.*an empty name/],
	["judge ", /an empty path/],
	["report ", /an empty path/],
	["report", /missing required argument 'run'/],
	["report @/nowhere", /nowhere\/\w+.json is missing; expected a run's folder/],
	["report observed", /missing required argument 'runs'/],
	["report observed @/nowhere", /run.json: there is no such file/],
	["report diff", /missing required argument 'before'/],
	["report diff @/empty-run", /missing required argument 'after'/],
	["report diff @/nowhere @/nowhere", /nowhere: there is no such run or baseline/],
	["report diff @/file @/empty-run", /file: .*JSON/],
	["report diff @/baseline.json @/empty-run", /baseline.json: at run: .*, got 7/],
	["report diff @/pattern.json @/empty-run", /pattern.json: .*servers\/clients\/transports/],
	["report diff @/empty-run @/empty-run --server go", /--server does not go with/],
	["report open @/nowhere", /nowhere\/index.html: there is no such file/],
	["report open @/mine --server go", /--server does not go with/],
	["--quiet --verbose", /--quiet.*cannot be used with.*--verbose/],
	["report baseline", /missing required argument 'run'/],
	["report baseline @/empty-run @/new.json", /empty-run\/results.json: there is no such file/],
	["report @/empty-run --baseline @/nowhere", /nowhere: there is no such run or baseline/],
	["judge @/empty-run --baseline @/file", /file: .*JSON/],
	["--baseline @/nowhere", /nowhere: there is no such run or baseline/],
	["--baseline ", /--baseline.*an empty path/],
	["--list --baseline @/file", /--baseline does not go with --list/],
	["report @/empty-run", /empty-run\/\w+.json is missing; expected a run's folder/],
];

function contents({ path }: Folder): string[] {
	return readdirSync(path, { recursive: true }).map(String).sort();
}

for (const [words, said] of WRONG) {
	test(`what is wrong is said, and nothing done, after: ${words}`, async () => {
		using folder = folderWith(FILES);
		const before = { files: contents(folder), runs: runs() };
		const argv = words.split(" ").map((word) => word.replace("@", folder.path));
		const { code, stdout, stderr } = await typed(...argv);
		expect(stderr).toMatch(said);
		expect(code).toBe(2);
		expect(stdout).toBe("");
		// A line, and a hint.
		expect(stderr).toMatch(/^[a-z]+: [^\n]+\n(\([^\n]+\)\n)? {2}\S[^\n]+\n$/);
		expect(stderr).not.toMatch(/\n\s+at |fault of the harness/);
		expect({ files: contents(folder), runs: runs() }).toEqual(before);
		expect(readFileSync(folder.at("mine/index.html"), "utf8")).toBe("a page of mine");
	});
}

test("--list --json is JSON on stdout and nothing besides, and starts nothing", async () => {
	const before = runs();
	// Of all families, so that those which say something about one transport only are among them.
	const asked = ["--server", "ts-*"];
	const { code, stdout, stderr } = await typed("--list", "--json", ...asked);
	expect([code, stderr, runs()]).toEqual([0, "", before]);
	const listed = JSON.parse(stdout);
	expect(listed.servers.map(({ name }: { name: string }) => name)).toEqual(["ts-python", "ts-go"]);
	const { servers, clients, transports, scenarios, cells } = listed;
	expect(transports).toEqual(["plaintext", "tls", "mtls"]);
	const places = loadScenarios().flatMap(({ transports: its }) => {
		const usual = (["plaintext", "tls"] as const).filter((one) => its?.includes(one) ?? true);
		return usual.length > 0 ? usual : ["mtls"];
	});
	expect(scenarios).toHaveLength(loadScenarios().length);
	expect(cells).toHaveLength(servers.length * clients.length * places.length);
});

test("--list prints every scenario with its title", async () => {
	const { code, stdout, stderr } = await typed("--list", "--scenario", "get-feature/*");
	expect([code, stderr]).toEqual([0, ""]);
	expect(stdout).toMatch(/^ {2}get-feature\/known-point +portable +A known point has its name$/m);
});

for (const part of ["judge", "report", "report merge"]) {
	test(`the help of ${part} names the baseline that it takes`, async () => {
		expect((await typed(...part.split(" "), "--help")).stdout).toContain(
			"--baseline <run-or-file>",
		);
	});
}

test("--help is an answer, not an error", async () => {
	const { code, stdout, stderr } = await typed("--help");
	expect([code, stderr]).toEqual([0, ""]);
	expect(stdout).toMatch(/Exit codes: 0 all cells as they should be/);
});

test("a relative --out lies where the command was typed, not where npm runs it", async () => {
	using folder = folderWith({ "typed/here/x": "" });
	const before = process.env.INIT_CWD;
	process.env.INIT_CWD = folder.path;
	try {
		const { stderr } = await typed("--runtime", "process", "--out", "typed");
		expect(stderr).toContain(`--out ${join(folder.path, "typed")}: there are other files`);
	} finally {
		if (before === undefined) delete process.env.INIT_CWD;
		else process.env.INIT_CWD = before;
	}
});

test("a missing toolchain is exit 3, and says what to install", async () => {
	const { PATH, DOCKER_HOST } = process.env;
	process.env.PATH = "/nowhere";
	process.env.DOCKER_HOST = "tcp://127.0.0.1:1";
	try {
		const before = runs();
		const wanted = ["--server", "go,python", "--client", "ts"];
		for (const runtime of [[], ["--runtime", "process"]]) {
			const { code, stderr } = await typed(...wanted, ...runtime);
			expect(stderr).toMatch(/the process runtime needs .*go and python3, not found in PATH\n/);
			expect(stderr).toMatch(/\n {2}Install .*go and python3, or a container engine/);
			expect(code).toBe(3);
		}
		const docker = await typed(...wanted, "--runtime", "docker");
		expect(docker.code).toBe(3);
		expect(docker.stderr).toMatch(/127.0.0.1:1/);
		expect(runs()).toBe(before);
	} finally {
		process.env.PATH = PATH;
		if (DOCKER_HOST === undefined) delete process.env.DOCKER_HOST;
		else process.env.DOCKER_HOST = DOCKER_HOST;
	}
});
