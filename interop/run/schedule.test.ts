import { expect, test } from "vitest";
import { schedule } from "./schedule.ts";

const session = (id: string, timed = false, sleeper = false) => ({
	id,
	timed,
	sleeper,
	loads: new Map([["one", 1]]),
});
const limits = { parallel: 2, capacityOf: () => null };
const never = new AbortController().signal;

test("timed sessions run first, and nothing else beside them", async () => {
	const log: string[] = [];
	await schedule(
		[session("a"), session("t1", true), session("b"), session("t2", true)],
		limits,
		async ({ id }) => {
			log.push(`+${id}`);
			await Promise.resolve();
			log.push(`-${id}`);
		},
		never,
	);
	expect(log.slice(0, 4).every((line) => line.includes("t"))).toBe(true);
	expect(log).toHaveLength(8);
});

test("a timed session that only waits makes room for another one", async () => {
	const started: string[] = [];
	const ends = Promise.withResolvers<void>();
	await schedule(
		[session("t1", true), session("t2", true), session("t3", true)],
		{ ...limits, parallel: 1 },
		async ({ id }, quiet) => {
			started.push(id);
			quiet();
			if (started.length === 3) ends.resolve();
			await ends.promise;
		},
		never,
	);
	expect(started).toEqual(["t1", "t2", "t3"]);
});

test("beside timed sessions that sleep the others run, once those have gone quiet, and not before", async () => {
	const log: string[] = [];
	const over = Promise.withResolvers<void>();
	await schedule(
		[session("a"), session("sleeps", true, true), session("b")],
		{ ...limits, parallel: 3 },
		async ({ id }, quiet) => {
			log.push(`+${id}`);
			if (id === "sleeps") {
				await Promise.resolve();
				log.push("quiet");
				quiet();
				await over.promise;
			}
			if (id === "b") over.resolve();
			log.push(`-${id}`);
		},
		never,
	);
	expect(log.slice(0, 2)).toEqual(["+sleeps", "quiet"]);
	expect(log.at(-1)).toBe("-sleeps");
	expect(log).toHaveLength(7);
});

test("beside timed sessions that have gone quiet a few others run, and all of them once those are over", async () => {
	const others = ["a", "b", "c", "d", "e", "f"];
	const running = new Set<string>();
	const beside: number[] = [];
	const filled = Promise.withResolvers<void>();
	const over = Promise.withResolvers<void>();
	let most = 0;
	await schedule(
		[...others.map((id) => session(id)), session("timed", true)],
		{ ...limits, parallel: 10 },
		async ({ id }, quiet) => {
			running.add(id);
			most = Math.max(most, running.size);
			if (id === "timed") {
				quiet();
				await filled.promise;
				beside.push(running.size - 1);
				running.delete(id);
				return;
			}
			if (running.size === 5) filled.resolve();
			if (running.size === others.length) over.resolve();
			await over.promise;
			running.delete(id);
		},
		never,
	);
	expect(beside).toEqual([4]);
	expect(most).toBe(others.length);
});

test("those that starve a server of calls keep nobody from starting, once they are quiet", async () => {
	const starving = ["p", "q", "r"];
	const running: string[] = [];
	const all = Promise.withResolvers<void>();
	await schedule(
		[
			...starving.map((id) => ({ ...session(id), loads: new Map([[`of ${id}`, 100]]) })),
			session("a"),
			session("b"),
		],
		{ parallel: 2, capacityOf: (instance) => (instance === "one" ? null : 9) },
		async ({ id }, quiet) => {
			running.push(id);
			if (running.length === 5) all.resolve();
			if (starving.includes(id)) quiet();
			await all.promise;
		},
		never,
	);
	expect(running).toEqual([...starving, "a", "b"]);
});

test("while a timed session waits for room on its server, others run, but none on that server", async () => {
	const log: string[] = [];
	const elsewhere = Promise.withResolvers<void>();
	const timed = (id: string) => ({ ...session(id, true), loads: new Map([["full", 6]]) });
	const others = [
		{ ...session("same"), loads: new Map([["full", 1]]) },
		{ ...session("other"), loads: new Map([["free", 1]]) },
	];
	await schedule(
		[timed("first"), timed("second"), ...others],
		{ parallel: 10, capacityOf: () => 9 },
		async ({ id }, quiet) => {
			log.push(`+${id}`);
			quiet();
			if (id === "first") await elsewhere.promise;
			if (id === "other") elsewhere.resolve();
			log.push(`-${id}`);
		},
		never,
	);
	expect(log.slice(0, 2)).toEqual(["+first", "+other"]);
	expect(log.indexOf("+same")).toBeGreaterThan(log.indexOf("+second"));
	expect(log).toHaveLength(8);
});

test("an aborted run starts nothing more, and waits for what runs", async () => {
	const stop = new AbortController();
	const ended: string[] = [];
	await schedule(
		["a", "b", "c", "d"].map((id) => session(id)),
		limits,
		async ({ id }) => {
			stop.abort();
			await new Promise((done) => setTimeout(done, 5));
			ended.push(id);
		},
		stop.signal,
	);
	expect(ended).toEqual(["a"]);
});

test("a fault starts nothing more, waits for what runs, and is thrown then", async () => {
	const ended: string[] = [];
	const running = schedule(
		["a", "b", "c", "d"].map((id) => session(id)),
		limits,
		async ({ id }) => {
			if (id === "a") throw new Error("the disk is full");
			await new Promise((done) => setTimeout(done, 5));
			ended.push(id);
		},
		never,
	);
	await expect(running).rejects.toThrow("the disk is full");
	expect(ended).toEqual(["b"]);
});
