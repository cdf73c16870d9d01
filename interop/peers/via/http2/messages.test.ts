import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { MessageEdit } from "../../../model/via.ts";
import { type Frame, FrameCounter, FrameReader, frameBytes } from "./frames.ts";
import { MessageEditor } from "./messages.ts";

const texts = ["one", "", "three"];
const bytes = Buffer.concat(
	texts.map((text) => frameBytes({ flag: 0, payload: Buffer.from(text) })),
);

/** What comes out when it goes in byte by byte. */
function through(...edits: MessageEdit[]): Buffer {
	const editor = new MessageEditor(edits);
	const pieces = [...bytes].flatMap((byte) => editor.push(Buffer.from([byte])));
	return Buffer.concat([...pieces, editor.end()]);
}

const framesOf = (all: Buffer): Frame[] => new FrameReader().push(all);
const read = (all: Buffer) => framesOf(all).map(({ flag, payload }) => [flag, `${payload}`]);

test("without edits, everything comes out as it went in", () => {
	expect(through()).toEqual(bytes);
});

test("the rest of a frame that is not whole comes out at the end", () => {
	const editor = new MessageEditor([]);
	expect(editor.push(bytes.subarray(0, 4))).toEqual([]);
	expect(editor.end()).toEqual(bytes.subarray(0, 4));
});

test("a message is left out, or doubled", () => {
	expect(read(through({ at: 1, times: 0 }, { at: 3, times: 2 }))).toEqual([
		[0, ""],
		[0, "three"],
		[0, "three"],
	]);
});

test("bytes are put after a message, before it is packed and once it is unpacked", () => {
	expect(read(through({ at: 1, append: "21 21 21" }))[0]).toEqual([0, "one!!!"]);
	const [first] = framesOf(through({ at: 1, append: "21", gzip: "pack" }));
	expect(`${gunzipSync(first?.payload ?? "")}`).toBe("one!");
	const editor = new MessageEditor([{ append: "21", gzip: "unpack" }]);
	const packed = frameBytes({ flag: 1, payload: gzipSync("one") });
	expect(read(Buffer.concat(editor.push(packed)))).toEqual([[0, "one!"]]);
});

test("a flag is set without anything being compressed", () => {
	expect(read(through({ at: 3, flag: 1 }))).toEqual([
		[0, "one"],
		[0, ""],
		[1, "three"],
	]);
});

test("messages are packed and unpacked, and the flag says so", () => {
	const [first] = framesOf(through({ gzip: "pack" }));
	expect(first?.flag).toBe(1);
	expect(`${gunzipSync(first?.payload ?? "")}`).toBe("one");
	const editor = new MessageEditor([{ gzip: "unpack" }]);
	const packed = frameBytes({ flag: 1, payload: gzipSync("one") });
	expect(read(Buffer.concat(editor.push(packed)))).toEqual([[0, "one"]]);
});

test("what is damaged cannot be unpacked", () => {
	const [first] = framesOf(through({ at: 1, gzip: "damage" }));
	expect(() => gunzipSync(first?.payload ?? "")).toThrow();
});

test("an unknown field is put after a message", () => {
	const [first] = framesOf(through({ at: 1, pad: 300 }));
	const tail = Buffer.concat([Buffer.from([0x7a, 0xac, 0x02]), Buffer.alloc(300)]);
	expect(first?.payload).toEqual(Buffer.concat([Buffer.from("one"), tail]));
});

test("a cut frame is the last of its direction", () => {
	expect(through({ at: 1, cut: 2 })).toEqual(bytes.subarray(0, 6));
	expect(through({ at: 3, cut: 7 })).toEqual(bytes.subarray(0, bytes.length - 7));
});

test("frames are counted however they arrive", () => {
	for (const size of [1, 3, bytes.length]) {
		const seen: number[][] = [];
		const counter = new FrameCounter((flag, length) => seen.push([flag, length]));
		for (let at = 0; at < bytes.length; at += size) counter.push(bytes.subarray(at, at + size));
		expect(seen).toEqual([
			[0, 3],
			[0, 0],
			[0, 5],
		]);
	}
});
