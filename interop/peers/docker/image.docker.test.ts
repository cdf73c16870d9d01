import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { findBases, replacementOf } from "./bases.ts";
import { followBuild } from "./build-output.ts";
import { packContext } from "./context.ts";
import { type Engine, requireEngine } from "./engine.ts";
import { imageOf, type PeerImage } from "./image.ts";
import { BASE, PYTHON, removeTestImages, type TestPeer, testPeer } from "./test-peers.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

let engine: Engine;

beforeAll(async () => {
	engine = await requireEngine();
});

afterAll(() => removeTestImages(engine));

async function build(peer: TestPeer["peer"], lines: string[] = []): Promise<PeerImage> {
	const { docker } = engine;
	const { signal } = new AbortController();
	const baseFor = findBases({ docker, log: () => {}, signal });
	return imageOf(peer, { docker, baseFor, log: (line) => lines.push(line), signal });
}

test("a build tells its output by line, and its entry point is known", async () => {
	await using peer = await testPeer(
		"test-build",
		`${PYTHON}RUN echo one && echo "two ${Date.now()}"\n`,
	);
	const lines: string[] = [];
	const image = await build(peer.peer, lines);
	expect(image.id).toMatch(/^sha256:/);
	expect(image.entrypoint).toEqual(["python3"]);
	expect(lines).toContain("one");
	expect(lines.some((line) => line.includes("\n"))).toBe(false);
});

test("identical inputs build nothing, another file builds anew", async () => {
	await using peer = await testPeer("test-again", `${PYTHON}COPY file /app/\n`, { file: "1" });
	const first = await build(peer.peer);
	const lines: string[] = [];
	expect(await build(peer.peer, lines)).toEqual(first);
	expect(lines).toEqual([]);
	await writeFile(join(peer.peer.folder, "file"), "2");
	expect((await build(peer.peer)).id).not.toBe(first.id);
});

test("a failing build says what failed, its last lines, and how to see it by hand", async () => {
	await using peer = await testPeer(
		"test-failing",
		`${PYTHON}RUN echo the-last-word >&2; exit 3\n`,
	);
	await expect(build(peer.peer)).rejects.toMatchObject({
		name: "PeerStartError",
		peer: "test-failing",
		message: expect.stringMatching(/image build failed: .*3[\s\S]*the-last-word/),
		hint: expect.stringContaining("docker build -f"),
	});
});

test("BuildKit's answers are read as the classic builder's are", async () => {
	await using good = await testPeer("test-buildkit", `${PYTHON}RUN echo said-${Date.now()}-é\n`);
	await using bad = await testPeer(
		"test-buildkit-bad",
		`${PYTHON}RUN echo the-last-word; exit 3\n`,
	);
	const { docker } = engine;
	const { signal } = new AbortController();
	const base = await findBases({ docker, log: () => {}, signal })(BASE);
	const results = [good, bad].map(async ({ peer: { folder, name } }) => {
		const context = Readable.from([await packContext(folder, "Dockerfile")]);
		const options = { t: `interop-peer-${name}`, version: "2", buildargs: { BASE: base } } as const;
		const stream = await docker.buildImage(context, options);
		return followBuild({ docker, builder: "2", log: () => {} }, stream);
	});
	const [built, failed] = await Promise.all(results);
	expect(built).toMatchObject({ id: expect.stringMatching(/^sha256:/), problem: null });
	expect(built?.lines).toContainEqual(expect.stringMatching(/^said-\d+-é$/));
	expect(failed).toMatchObject({ id: null, problem: expect.stringContaining("exit code: 3") });
	expect(failed?.lines).toContain("the-last-word");
});

test("a Dockerfile that does not parse, and one that is absent, are failures too", async () => {
	await using peer = await testPeer("test-unparsable", "FORM python\n");
	await expect(build(peer.peer)).rejects.toThrow(/unknown instruction/i);
	const absent = { ...peer.peer, image: { ...peer.peer.image, dockerfile: "Nothing" } };
	await expect(build(absent)).rejects.toThrow(/Nothing/);
});

test("two builds at once both succeed", async () => {
	await using one = await testPeer("test-one", `${PYTHON}RUN echo ${Date.now()}1\n`);
	await using two = await testPeer("test-two", `${PYTHON}RUN echo ${Date.now()}2\n`);
	const [first, second] = await Promise.all([build(one.peer), build(two.peer)]);
	expect(first.id).not.toBe(second.id);
});

test("official bases have a replacement, and no others", () => {
	expect(replacementOf("python:3.13-slim")).toBe("python");
	expect(replacementOf("golang:1.26.8-trixie")).toBe("go");
	expect(replacementOf("node:24-trixie-slim")).toBe("node");
	expect(replacementOf("debian:trixie-slim")).toBe("python");
	expect(replacementOf("example.org/python:3")).toBeNull();
	expect(replacementOf("1.26")).toBeNull();
});

test("a base that no registry offers is left to the build where it has no replacement", async () => {
	await using peer = await testPeer("test-no-base", PYTHON);
	const args = { BASE: "localhost:1/nothing:none" };
	await expect(build({ ...peer.peer, image: { ...peer.peer.image, args } })).rejects.toMatchObject({
		hint: expect.stringContaining("base image"),
	});
});
