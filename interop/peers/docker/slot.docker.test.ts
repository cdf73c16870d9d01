import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { outcome, TestRuntime } from "./test-runtime.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

let world: TestRuntime;
beforeAll(async () => {
	world = await TestRuntime.start();
});
afterAll(() => world?.[Symbol.asyncDispose]());

test("a file is readable for a user that does not own it, and is copied once", async () => {
	const file = join(world.python.peer.folder, "key.pem");
	await writeFile(file, "secret 🔑");
	await chmod(file, 0o600);
	const station = await world.runtime.clientStation(world.python.peer);
	const [path, again] = await Promise.all([station.give(file), station.give(file)]);
	expect(again).toBe(path);
	const script = "import sys; print(open(sys.argv[1], encoding='utf8').read(), end='')";
	expect((await outcome(await world.python3(script, path))).stdout).toBe("secret 🔑");
	await writeFile(file, "another");
	expect(await station.give(file)).not.toBe(path);
});

for (const kilobytes of [1, 200]) {
	test(`${kilobytes} kB of any bytes are copied as they are`, async () => {
		const content = Buffer.from(Array.from({ length: kilobytes * 1024 }, (_, at) => at % 256));
		const file = join(world.python.peer.folder, `any bytes' ${kilobytes}`);
		await writeFile(file, content);
		const path = await (await world.runtime.clientStation(world.python.peer)).give(file);
		const script = "import sys; print(open(sys.argv[1], 'rb').read().hex(), end='')";
		expect((await outcome(await world.python3(script, path))).stdout).toBe(content.toString("hex"));
	});
}
