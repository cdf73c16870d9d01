import { expect, test } from "vitest";
import { Pool } from "./pool.ts";

test("equal values are stored once", () => {
	const pool = new Pool<{ a: number }>();
	expect([pool.add({ a: 1 }), pool.add({ a: 2 }), pool.add({ a: 1 })]).toEqual([0, 1, 0]);
	expect(pool.items).toEqual([{ a: 1 }, { a: 2 }]);
});

test("what there is no room for is not stored, and what is known already takes none", () => {
	const pool = new Pool<string>(8);
	expect([pool.add("abc"), pool.add("defg"), pool.add("abc"), pool.add("d")]).toEqual([
		0, -1, 0, 1,
	]);
});
