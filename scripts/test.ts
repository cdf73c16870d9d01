/**
 * `npm test`: everything that can be said without the matrix. Lint, types, unit tests, the docker
 * runtime's tests where an engine answers, the peers' own tests where their toolchain is there, and
 * the selftest. What could not run is named at the end; nothing is left out in silence.
 */
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { $, which } from "zx";
import { cacheFolder } from "../interop/peers/cache.ts";
import { findEngine } from "../interop/peers/docker/engine.ts";
import { loadPeer } from "../interop/peers/load.ts";
import { processRuntime } from "../interop/peers/process/runtime.ts";

const root = resolve(import.meta.dirname, "..");
process.chdir(root);
mkdirSync("reports/test", { recursive: true });
// Run with the Node that runs this, whatever PATH says.
process.env.PATH = `${join(root, "node_modules/.bin")}:${process.env.PATH}`;

const run = $({ stdio: ["ignore", "inherit", "inherit"], nothrow: true, verbose: false });
const failed: string[] = [];
const left: string[] = [];

async function step(title: string, work: () => Promise<{ exitCode: number | null }>) {
	console.log(`\n── ${title}`);
	const { exitCode } = await work();
	if (exitCode !== 0) failed.push(title);
}

/** Sets a peer up as the process runtime does; null where it cannot be. */
async function preparedCache(name: string, tool: string): Promise<string | null> {
	if (!(await which(tool, { nothrow: true }))) return null;
	const peer = loadPeer(join(root, "containers", name), true);
	await using runtime = processRuntime();
	console.log(`   setting up ${name} …`);
	await runtime.prepare(peer, () => {});
	return cacheFolder(peer);
}

await step("lint", () => run`biome check --diagnostic-level=warn --error-on-warnings .`);
await step("types", () => run`tsc --noEmit`);

const projects = ["--project", "unit"];
const engine = await findEngine();
if (engine.ok) projects.push("--project", "docker");
else left.push(`the docker runtime's tests: ${engine.why}`);
if (!existsSync(process.env.CHROMIUM ?? "/usr/bin/chromium")) {
	left.push("the report's browser tests: no /usr/bin/chromium (set CHROMIUM to another path)");
}
for (const tool of ["go", "python3"]) {
	if (await which(tool, { nothrow: true })) continue;
	const of = tool === "go" ? "all servers: nothing else builds grpcurl" : "the Python server";
	left.push(`grpcurl against ${of} (${tool} is not installed)`);
	if (tool === "go") left.push("the bench on real servers (go is not installed)");
	if (tool === "go") left.push("actionlint: nothing else builds it (go is not installed)");
}
await step(
	"unit tests",
	() =>
		run`node node_modules/vitest/vitest.mjs run ${projects} --reporter=default --reporter=json --outputFile.json=reports/test/vitest.json`,
);

const python = await preparedCache("python", "python3");
if (python === null) left.push("the Python peer's own tests: python3 is not installed");
else {
	const interpreter = join(python, "venv/bin/python");
	await step(
		"the Python peer's own tests",
		() => run({ cwd: join(root, "containers/python") })`${interpreter} -B -m unittest -q`,
	);
}
const go = await preparedCache("go", "go");
if (go === null) left.push("the Go peer's own tests: go is not installed");
else await step("the Go peer's own tests", () => run`go -C ${join(go, "src")} test ./...`);

await step("selftest", () => run`node interop/selftest/cli.ts`);

console.log("");
for (const what of left) console.log(`not run: ${what}`);
if (failed.length === 0) console.log("all passed");
else console.log(`failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
