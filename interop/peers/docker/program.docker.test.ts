import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { LABEL, PYTHON, testPeer } from "./test-peers.ts";
import { outcome, RUNNING, TestRuntime } from "./test-runtime.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

let world: TestRuntime;
beforeAll(async () => {
	world = await TestRuntime.start();
});
afterAll(() => world?.[Symbol.asyncDispose]());

test("5,000 lines of 40 kB arrive whole and in order, with noise on stderr, and exit 7 is seen", async () => {
	const program = await world.python3(
		"import sys\nfor i in range(5000):\n print(i, 'é'*20000)\n print('noise', i, file=sys.stderr)\nsys.exit(7)",
	);
	let noise = "";
	program.stderr.setEncoding("utf8").on("data", (part: string) => {
		noise += part;
	});
	let at = 0;
	const line = "é".repeat(20000);
	for await (const seen of createInterface({ input: program.stdout })) {
		if (seen !== `${at} ${line}`) throw new Error(`line ${at} is corrupt: ${seen.slice(0, 60)}`);
		at += 1;
	}
	expect(at).toBe(5000);
	expect(await program.exit).toEqual({ code: 7, signal: null });
	expect(noise.split("\n").filter((word) => !/^(noise \d+)?$/.test(word))).toEqual([]);
	expect(noise.trim().split("\n")).toHaveLength(5000);
});

test("an unterminated last line is kept, and arguments pass through no shell", async () => {
	const program = await world.python3(
		"import sys; sys.stdout.write(sys.argv[1])",
		"a b$HOME'\"`*\n;é",
	);
	expect(await outcome(program)).toEqual({
		stdout: "a b$HOME'\"`*\n;é",
		stderr: "",
		exit: { code: 0, signal: null },
	});
});

test("programs have no proxy variables, no terminal and no input, and are the image's user", async () => {
	const program = await world.python3(
		"import os, sys; print(os.getuid(), os.getcwd(), sys.stdin.read() == '', [k for k in os.environ if 'proxy' in k.lower()])",
	);
	expect((await outcome(program)).stdout).toBe("65534 /app True []\n");
});

test("SIGTERM reaches the program, which ends as it likes", async () => {
	// Written at once: between a word and the end of its line the signal would find it as well.
	const program = await world.python3(
		"import os, signal, sys, time\nsignal.signal(signal.SIGTERM, lambda *_: (print('bye'), sys.exit(5)))\nos.write(1, b'up\\n')\nwhile True: time.sleep(1)",
	);
	await new Promise((resolve) => program.stdout.once("readable", resolve));
	await program.signal("SIGTERM");
	expect(await outcome(program)).toMatchObject({
		stdout: "up\nbye\n",
		exit: { code: 5, signal: null },
	});
	await program.signal("SIGTERM");
});

test("a signal reaches what the program started, and death by signal is told", async () => {
	const program = await world.python3(
		"import subprocess\nchild = subprocess.Popen(['sleep', '1000'])\nprint('up')\nchild.wait()",
	);
	await new Promise((resolve) => program.stdout.once("readable", resolve));
	await program.signal("SIGKILL");
	expect((await outcome(program)).exit).toEqual({ code: null, signal: "SIGKILL" });
	expect((await outcome(await world.python3(RUNNING, "sleep"))).stdout).toBe("False\n");
});

test("a program that the image does not have ends with 127 and says which", async () => {
	await using peer = await testPeer("test-absent", PYTHON.replace("python3", "no-such-program"));
	await world.runtime.prepare(peer.peer, () => {});
	const program = await (await world.runtime.clientStation(peer.peer)).start([]);
	const { exit, stderr } = await outcome(program);
	expect(exit.code).toBe(127);
	expect(stderr).toContain("no-such-program");
});

test("an image without a shell is refused with what to do", async () => {
	await using peer = await testPeer(
		"test-no-shell",
		`ARG BASE
FROM \${BASE} AS tools
FROM scratch
LABEL ${LABEL}=yes
COPY --from=tools /etc/hostname /app
ENTRYPOINT ["/app"]
`,
	);
	await world.runtime.prepare(peer.peer, () => {});
	await expect(world.runtime.clientStation(peer.peer)).rejects.toMatchObject({
		name: "PeerStartError",
		peer: "test-no-shell",
		message: expect.stringContaining("/bin/sh"),
		hint: expect.stringContaining("base image"),
	});
});
