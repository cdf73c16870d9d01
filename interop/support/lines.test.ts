import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf, logLinesOf } from "./lines.ts";

/** The text's bytes in chunks that end wherever `cuts` say. */
function inChunks(text: string, cuts: readonly number[]): Readable {
	const bytes = Buffer.from(text);
	const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])];
	const chunks: Buffer[] = [];
	ends
		.sort((one, other) => one - other)
		.reduce((from, to) => {
			chunks.push(bytes.subarray(from, to));
			return to;
		}, 0);
	return Readable.from(chunks.filter((chunk) => chunk.length > 0));
}

const texts = fc
	.array(
		fc.string({ unit: fc.constantFrom("a", "é", "😀", "\u2028", "\u2029", "\u0085", "\r", "\n") }),
		{ maxLength: 8 },
	)
	.map((parts) => parts.join(""));
const cuts = fc.array(fc.nat(200), { maxLength: 12 });

for (const [name, read] of [
	["linesOf", linesOf],
	["logLinesOf", logLinesOf],
] as const) {
	test(`${name} ends lines at newlines only, wherever the chunks are cut`, async () => {
		await fc.assert(
			fc.asyncProperty(texts, cuts, async (text, where) => {
				const lines = await Array.fromAsync(read(inChunks(text, where), 1_000));
				const expected = text.split("\n");
				// The newline ends a line; what follows the last one is a line only if there is something.
				if (expected.at(-1) === "") expected.pop();
				expect(lines).toEqual(expected);
			}),
		);
	});
}

test("linesOf refuses a line that is too long, wherever it ends", async () => {
	const read = (text: string, ...where: number[]) =>
		Array.fromAsync(linesOf(inChunks(text, where), 4));
	expect(await read("1234\n1234", 2)).toEqual(["1234", "1234"]);
	await expect(read("12345")).rejects.toThrow("a line longer than 4 bytes");
	await expect(read("1\n12345\n1", 3)).rejects.toThrow("a line longer than 4 bytes");
	await expect(read("1\n12345\n1")).rejects.toThrow("a line longer than 4 bytes");
});

test("logLinesOf cuts a line that is too long, and goes on", async () => {
	const read = (text: string, ...where: number[]) =>
		Array.fromAsync(logLinesOf(inChunks(text, where), 4));
	expect(await read("123456789\nabc\n12345", 2, 7)).toEqual(["1234", "abc", "1234"]);
});

test("logLinesOf holds on to no more of a line that never ends than it gives", async () => {
	const chunks: WeakRef<ArrayBufferLike>[] = [];
	async function* endless() {
		for (let count = 0; count < 64; count++) {
			const chunk = Buffer.alloc(64 * 1024, "x");
			chunks.push(new WeakRef(chunk.buffer));
			yield chunk;
		}
		// What a WeakRef was made of lives until its turn of the event loop is over.
		await setImmediate();
		setFlagsFromString("--expose-gc");
		runInNewContext("gc")();
		held = chunks.filter((chunk) => chunk.deref() !== undefined).length;
	}
	let held = chunks.length;
	const stream = Readable.from(endless(), { highWaterMark: 1 });
	expect(await Array.fromAsync(logLinesOf(stream, 4))).toEqual(["xxxx"]);
	expect(chunks).toHaveLength(64);
	expect(held).toBeLessThan(16);
});
