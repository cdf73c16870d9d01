/**
 * Makes sure that the dependencies are installed, and Node 24 among them: silent where they are. It runs
 * before anything is installed, with whatever Node there is (package.json says how old), so it imports only
 * Node's own.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
/** Says which lock file is installed; npm's own mark is older than what a broken install left. */
const stamp = join(modules, ".setup-stamp");
/** Outside node_modules, which `npm ci` deletes. */
const lock = join(root, ".cache", "setup-lock");
const binary = join(modules, ".bin", "node");
const LEAST_NODE = 22;
const NOTHING_JUDGED = 3;

const wanted = createHash("sha256")
	.update(readFileSync(join(root, "package-lock.json")))
	.digest("hex");
if (!isInstalled()) alone(install);

function isInstalled() {
	return read(stamp) === wanted && statSync(binary, { throwIfNoEntry: false }) !== undefined;
}

function install() {
	if (isInstalled()) return;
	if (isInstalledByHand()) {
		checkNode();
		writeFileSync(stamp, wanted);
		return;
	}
	checkStarter();
	say("installing the dependencies (npm ci), about a minute …");
	// npm would warn of engines: most packages want the Node that is installed with them. Its output
	// goes to stderr, because stdout belongs to the command that follows.
	const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
		cwd: root,
		stdio: ["ignore", 2, 2],
		shell: process.platform === "win32",
	});
	if (npm.error) fail(`npm cannot be started: ${npm.error.message}. Install Node with npm.`);
	if (npm.signal) fail(`npm ci was ended by ${npm.signal}.`);
	if (npm.status !== 0) {
		fail(
			`npm ci failed (exit ${npm.status}); its messages are above. Can the npm registry be reached?`,
		);
	}
	checkNode();
	writeFileSync(stamp, wanted);
}

/** Whether someone's own `npm ci` or `npm install` has left just what the lock file names. */
function isInstalledByHand() {
	const locked = packagesOf(join(root, "package-lock.json"));
	const present = packagesOf(join(modules, ".package-lock.json"));
	return Object.entries(locked).every(([path, { version, integrity, optional, devOptional }]) => {
		const found = present[path];
		// The root itself, and what is made for another platform, are never there.
		if (found === undefined) return path === "" || optional === true || devOptional === true;
		return found.version === version && found.integrity === integrity;
	});
}

function packagesOf(file) {
	const text = read(file);
	return text === "" ? {} : JSON.parse(text).packages;
}

/** npm fails in strange ways on a Node that it is too new for. */
function checkStarter() {
	const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
	const least = Number(/\d+/.exec(engines.node)?.[0]);
	if (Number(process.versions.node.split(".")[0]) >= least) return;
	fail(
		`this is Node ${process.versions.node}, and ${least} or newer is needed to install the dependencies (Node 24, which runs everything, is among them). Install a newer Node with its npm.`,
	);
}

/** The package `node` fetches its binary in an install script, which npm may have been told not to run. */
function checkNode() {
	const node = spawnSync(binary, ["--version"], { encoding: "utf8" });
	const version = Number(/^v(\d+)/.exec(node.stdout ?? "")?.[1] ?? 0);
	if (version >= LEAST_NODE) return;
	const seen = version === 0 ? "does not run" : `is ${node.stdout.trim()}`;
	fail(
		`node_modules/.bin/node ${seen}, and ${LEAST_NODE} or newer is needed: npm has probably not run the install script of the package \`node\`. Run \`npm rebuild node --ignore-scripts=false\`, then try again.`,
	);
}

/** Runs it while no other process does: a second one waits, and then finds the work done. */
function alone(work) {
	mkdirSync(dirname(lock), { recursive: true });
	while (!take()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
	// Also where it ends by `fail`.
	process.on("exit", () => rmSync(lock, { recursive: true, force: true }));
	work();
}

function take() {
	try {
		mkdirSync(lock);
		writeFileSync(join(lock, "pid"), String(process.pid));
		return true;
	} catch (problem) {
		if (problem.code !== "EEXIST") fail(`cannot write to ${root}: ${problem.message}`);
	}
	if (isStale()) rmSync(lock, { recursive: true, force: true });
	return false;
}

/** Whether the lock's owner lives no more; one without a number yet is given ten seconds to write it. */
function isStale() {
	const pid = Number(read(join(lock, "pid")) || 0);
	if (pid === 0) {
		const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
		return Date.now() - made > 10_000;
	}
	try {
		process.kill(pid, 0);
		return false;
	} catch (problem) {
		return problem.code === "ESRCH";
	}
}

function read(file) {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return "";
	}
}

function say(line) {
	process.stderr.write(`setup: ${line}\n`);
}

function fail(line) {
	say(line);
	process.exit(NOTHING_JUDGED);
}
