import { PassThrough, Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { demultiplex } from "./demultiplex.ts";

function frame(side: 1 | 2, content: string | Buffer): Buffer {
	const payload = Buffer.from(content);
	const header = Buffer.alloc(8);
	header[0] = side;
	header.writeUInt32BE(payload.length, 4);
	return Buffer.concat([header, payload]);
}

test("frames are told apart wherever the chunks are cut, within headers and characters too", async () => {
	const whole = Buffer.concat([
		frame(1, "grüße 🙂\n"),
		frame(2, "noise"),
		frame(1, ""),
		frame(1, "é"),
	]);
	for (let size = 1; size <= whole.length; size++) {
		const chunks: Buffer[] = [];
		for (let at = 0; at < whole.length; at += size) chunks.push(whole.subarray(at, at + size));
		const { stdout, stderr } = demultiplex(Readable.from(chunks, { objectMode: false }));
		expect([await text(stdout), await text(stderr)]).toEqual(["grüße 🙂\né", "noise"]);
	}
});

test("the source is read no faster than its sides are", async () => {
	let sent = 0;
	const source = new Readable({
		read() {
			sent += 1;
			this.push(sent > 200 ? null : frame(1, Buffer.alloc(64 * 1024)));
		},
	});
	const { stdout, stderr } = demultiplex(source);
	stderr.resume();
	await new Promise((resolve) => setTimeout(resolve, 50));
	expect(sent).toBeLessThan(10);
	expect((await buffer(stdout)).length).toBe(200 * 64 * 1024);
});

test("a side that is thrown away does not stop the other", async () => {
	const source = Readable.from(
		Array.from({ length: 50 }, () => [frame(2, Buffer.alloc(64 * 1024)), frame(1, "x")]).flat(),
	);
	const { stdout, stderr } = demultiplex(source);
	stderr.destroy();
	expect(await text(stdout)).toBe("x".repeat(50));
});

test("a connection that breaks ends both sides", async () => {
	const source = new PassThrough();
	const { stdout, stderr, ended } = demultiplex(source);
	source.write(frame(1, "so far"));
	setImmediate(() => source.destroy(new Error("reset")));
	expect(await Promise.all([text(stdout), text(stderr)])).toEqual(["so far", ""]);
	await ended;
});
