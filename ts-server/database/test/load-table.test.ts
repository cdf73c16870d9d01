import { expect, test } from "vitest";
import { writeDatabase } from "../../test/temporary-files.ts";
import { loadTable } from "../load-table.ts";

/** Two bytes a character, so that chunks end within some. */
const NAME = "é".repeat(100);
const features = Array.from({ length: 20_000 }, (_, index) => ({
	location: { latitude: index, longitude: -index },
	name: index % 7 === 0 ? "" : `${index} ${NAME}`,
}));

test("a long file is read by a thread of its own, which tells how far it is", async () => {
	using file = writeDatabase(features);
	const shares: number[] = [];
	const table = await loadTable(file.path, (share) => shares.push(share));
	expect(table.size).toBe(features.length);
	expect(table.first({ latitude: 19_998, longitude: -19_998 })?.toString()).toContain(NAME);
	expect(table.first({ latitude: 19_999, longitude: 19_999 })).toBeNull();
	expect(shares.length).toBeGreaterThan(1);
	expect(shares).toEqual(shares.toSorted((a, b) => a - b));
	expect(shares.at(-1)).toBe(1);
});

test.each<[string, (text: string) => string, string]>([
	[
		"a wrong entry",
		(text) => text.replace('{"latitude":17000,', '{"latitude":"17000",'),
		'entry 17000 (the first is 0), field location.latitude: got "17000"; expected an integer',
	],
	[
		"a missing comma",
		(text) => text.replace('},{"location":{"latitude":17000,', '}\n{"location":{"latitude":17000,'),
		'is not JSON at line 2, column 1: got "{"; expected , or ]',
	],
	["a cut end", (text) => text.slice(0, -1), "got the end of the file; expected , or ]"],
])("%s deep in a long file is named exactly", async (_title, change, message) => {
	using file = writeDatabase(change(JSON.stringify(features)));
	await expect(loadTable(file.path, () => {})).rejects.toThrow(message);
});

test("columns go on across chunks, in UTF-16 units from the line's beginning", async () => {
	const text = JSON.stringify(features);
	const at = text.indexOf('{"location":{"latitude":17000,');
	using file = writeDatabase(`${text.slice(0, at)}x${text.slice(at)}`);
	await expect(loadTable(file.path, () => {})).rejects.toThrow(
		`is not JSON at line 1, column ${at + 1}: got "x"; expected a value`,
	);
});

test("a byte that is not UTF-8 is named wherever it is", async () => {
	const bytes = Buffer.from(JSON.stringify(features));
	for (const at of [1_000_000, 262_144, 262_143]) {
		const broken = Buffer.from(bytes);
		broken[at] = 0xff;
		// Where it lies in a character, that begins before it.
		const begin = ((bytes[at] ?? 0) & 0xc0) === 0x80 ? at - 1 : at;
		using file = writeDatabase(broken);
		await expect(loadTable(file.path, () => {})).rejects.toThrow(`is not UTF-8 at byte ${begin}`);
	}
});
