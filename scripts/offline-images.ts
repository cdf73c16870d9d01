/**
 * Base images for machines where an engine runs but no image registry is reachable: made from Debian's
 * packages. Run by itself it makes those that are missing; the docker runtime does so where it must.
 */
import { createReadStream, existsSync } from "node:fs";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { $, which } from "zx";
import { InteropError, RuntimeMissingError } from "../interop/model/error.ts";
import { registrySettings } from "../interop/peers/docker/build-arguments.ts";
import { type Docker, requireEngine } from "../interop/peers/docker/engine.ts";
import { isAlive } from "../interop/peers/docker/labels.ts";

const SUITE = "trixie";
const PACKAGES = {
	python: ["python3-venv", "ca-certificates"],
	go: ["golang-go", "git", "ca-certificates"],
	node: ["nodejs", "npm", "ca-certificates"],
} as const;
export type OfflineImage = keyof typeof PACKAGES;

/** A slim image, as the official ones are: no manuals, no translations. */
const OPTIONS = [
	"--variant=apt",
	"--components=main",
	'--aptopt=Acquire::Languages "none"',
	'--aptopt=APT::Install-Recommends "false"',
	...["doc", "man", "info", "locale"].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`),
];
/** Where a company's proxy re-signs connections, only the host's own authorities know it. */
const AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";
const TEMPORARY = "interop-offline-";

export interface OfflineOptions {
	readonly docker: Docker;
	readonly log: (line: string) => void;
	readonly signal?: AbortSignal;
}

/** The tag under which the engine keeps it. */
export function offlineName(image: OfflineImage): string {
	return `interop-base-${image}:offline`;
}

/**
 * Makes the image where the engine does not have it; returns its tag. Throws RuntimeMissingError where
 * it cannot be made. Two at once do the work twice and end well: the tag is set by a whole import.
 */
export async function buildOfflineImage(
	image: OfflineImage,
	{ docker, log, signal }: OfflineOptions,
): Promise<string> {
	const tag = offlineName(image);
	if (
		await docker
			.getImage(tag)
			.inspect()
			.catch(() => null)
	)
		return tag;
	await requireMmdebstrap();
	await removeAborted();
	const started = Date.now();
	log(`${tag}: making it from Debian ${SUITE} (${PACKAGES[image].join(", ")}); under a minute`);
	const folder = await mkdtemp(join(tmpdir(), `${TEMPORARY}${process.pid}-`));
	// apt fetches as a user of its own, who must be able to look in.
	await chmod(folder, 0o755);
	try {
		const archive = join(folder, "root.tar");
		await bootstrap(image, { archive, folder, log: (line) => log(`${tag}: ${line}`), signal });
		await importImage(docker, archive, tag);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
	log(`${tag}: made in ${Math.round((Date.now() - started) / 1000)} s`);
	return tag;
}

async function requireMmdebstrap(): Promise<void> {
	if (await which("mmdebstrap", { nothrow: true })) return;
	throw new RuntimeMissingError(
		"no image registry is reachable, and mmdebstrap, which makes base images from Debian's packages, is not installed",
		"Install it (apt-get install mmdebstrap debian-archive-keyring), or let the engine reach a registry, or use --runtime process.",
	);
}

interface Bootstrap {
	readonly archive: string;
	readonly folder: string;
	readonly log: (line: string) => void;
	readonly signal: AbortSignal | undefined;
}

async function bootstrap(image: OfflineImage, { archive, folder, log, signal }: Bootstrap) {
	// mmdebstrap's own temporary folder goes into ours, so that one removal takes it all.
	const env = { ...process.env, TMPDIR: folder };
	const hooks = existsSync(AUTHORITIES)
		? [`--customize-hook=copy-in ${AUTHORITIES} /etc/ssl/certs/`]
		: [];
	const include = `--include=${PACKAGES[image].join(",")}`;
	const args = [...OPTIONS, include, ...hooks, SUITE, archive];
	const running = $({
		env,
		quiet: true,
		nothrow: true,
		stdio: ["ignore", "pipe", "pipe"],
		detached: true,
	})`mmdebstrap ${args}`;
	// As Ctrl-C does it: told alone, it waits until its children are done.
	const interrupt = () => running.pid !== undefined && process.kill(-running.pid, "SIGINT");
	signal?.addEventListener("abort", interrupt);
	const lines: string[] = [];
	running.stderr.setEncoding("utf8").on("data", (text: string) => {
		for (const line of text.split(/[\r\n]+/)) {
			if (/^[IEW]: /.test(line)) lines.push(line);
			if (line.startsWith("I: ")) log(line.slice("I: ".length));
		}
	});
	const { exitCode, stderr } = await running;
	signal?.removeEventListener("abort", interrupt);
	if (exitCode === 0) return;
	const last = stderr.trim().split("\n").slice(-5).join(" / ");
	throw new RuntimeMissingError(
		`no image registry is reachable, and mmdebstrap could not make ${offlineName(image)} (exit ${exitCode}): ${last}`,
		"Can this machine reach Debian's archive (http://deb.debian.org)? As another user than root, it needs user namespaces.",
	);
}

/** Sets the tag once the whole archive is in. */
async function importImage(docker: Docker, archive: string, tag: string): Promise<void> {
	const [repo, name] = tag.split(":");
	const settings = Object.entries(registrySettings());
	const stream = await docker.importImage(createReadStream(archive), {
		fromSrc: "-",
		repo,
		tag: name,
		changes: [
			'CMD ["bash"]',
			"ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
			...settings.map(([key, value]) => `ENV ${key}=${JSON.stringify(value)}`),
		],
	});
	await new Promise<void>((resolve, reject) => {
		docker.modem.followProgress(stream, (problem) => (problem ? reject(problem) : resolve()));
	});
}

/** What an earlier, killed process could not remove. */
async function removeAborted(): Promise<void> {
	for (const name of await readdir(tmpdir())) {
		const pid = new RegExp(`^${TEMPORARY}(\\d+)-`).exec(name)?.[1];
		if (pid === undefined || isAlive(Number(pid))) continue;
		await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => {});
	}
}

if (import.meta.main) {
	try {
		const aborted = new AbortController();
		for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => aborted.abort());
		const { docker } = await requireEngine();
		for (const image of Object.keys(PACKAGES) as OfflineImage[]) {
			console.log(
				await buildOfflineImage(image, { docker, log: console.error, signal: aborted.signal }),
			);
		}
	} catch (problem) {
		if (!(problem instanceof InteropError)) throw problem;
		console.error(`${problem.message}\n${problem.hint}`);
		process.exitCode = problem.code;
	}
}
