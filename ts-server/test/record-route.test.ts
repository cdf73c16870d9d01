import { setTimeout as pause } from "node:timers/promises";
import { status } from "@grpc/grpc-js";
import { describe, expect, test } from "vitest";
import { BEHAVIOUR_NAMES } from "../behaviour/behaviour.ts";
import { readFeatures } from "../database/read-features.ts";
import { DEFAULT_DATABASE } from "../flags.ts";
import { recordRoute } from "./calls.ts";
import { running } from "./running.ts";
import { writeDatabase } from "./temporary-files.ts";

const degrees = (latitude: number, longitude: number) => ({
	latitude: Math.round(latitude * 1e7),
	longitude: Math.round(longitude * 1e7),
});
const known = [...readFeatures(DEFAULT_DATABASE)].map(({ location }) => location ?? degrees(0, 0));
/** `legs` legs of half the circumference each. */
const halfGlobes = (legs: number) =>
	Array.from({ length: legs + 1 }, (_, index) => degrees(0, index % 2 === 0 ? 0 : 180));
const poles = [degrees(90, 0), degrees(-90, 0), degrees(90, 0)];

describe.each([
	{
		behaviour: "python",
		routes: [18327, 92589, 675411, 7494392],
		poles: 40030173,
		most: 2141614287,
	},
	{ behaviour: "go", routes: [18327, 92589, 675408, 7494347], poles: 40030172, most: 2141614202 },
] as const)("RecordRoute under $behaviour", ({ behaviour, routes, poles: poleToPole, most }) => {
	test("adds up the database's first points as its reference does (R3)", async () => {
		await using server = await running({ behaviour });
		for (const [index, count] of [2, 3, 10, 100].entries()) {
			expect(await recordRoute(server.client, known.slice(0, count))).toEqual({
				point_count: count,
				feature_count: count,
				distance: routes[index],
				elapsed_time: 0,
			});
		}
	});

	test("answers no point, one point and one point twice with no distance (R1)", async () => {
		await using server = await running({ behaviour });
		for (const points of [[], [degrees(1, 2)], [degrees(1, 2), degrees(1, 2)]]) {
			expect(await recordRoute(server.client, points)).toEqual({
				point_count: points.length,
				feature_count: 0,
				distance: 0,
				elapsed_time: 0,
			});
		}
	});

	test("goes from pole to pole and back (R6), and 107 times around half the globe (R7)", async () => {
		await using server = await running({ behaviour });
		expect((await recordRoute(server.client, poles)).distance).toBe(poleToPole);
		expect((await recordRoute(server.client, halfGlobes(107))).distance).toBe(most);
	});
});

test("python refuses a distance past int32 with its reference's words, and lives (R8)", async () => {
	await using server = await running({ behaviour: "python" });
	for (const [legs, metres] of [
		[108, 2161629373],
		[110, 2201659547],
		[220, 4403319095],
	] as const) {
		await expect(recordRoute(server.client, halfGlobes(legs))).rejects.toMatchObject({
			code: status.UNKNOWN,
			details: `Exception calling application: Value out of range: ${metres}`,
		});
	}
	expect((await recordRoute(server.client, poles)).distance).toBe(40030173);
});

test("go wraps a distance past int32 (R8)", async () => {
	await using server = await running({ behaviour: "go" });
	for (const [legs, metres] of [
		[108, -2133338008],
		[110, -2093307836],
		[220, 108351624],
	] as const) {
		expect((await recordRoute(server.client, halfGlobes(legs))).distance).toBe(metres);
	}
});

test.each(BEHAVIOUR_NAMES)(
	"%s answers every antipode with half the circumference (R10, R11)",
	async (behaviour) => {
		await using server = await running({ behaviour });
		for (const latitude of [-89.98, -89.92, -89.32, 0, 45, -45]) {
			const route = [degrees(latitude, 0), degrees(-latitude, 180)];
			expect((await recordRoute(server.client, route)).distance).toBe(20015086);
		}
	},
);

test.each([
	["python", 1],
	["go", 3],
] as const)(
	"%s counts a visit of three features at one point as %i (D1)",
	async (behaviour, count) => {
		const location = { latitude: 5, longitude: 6 };
		using file = writeDatabase(["a", "b", ""].map((name) => ({ location, name })));
		await using server = await running({ behaviour, databaseFile: file.path });
		expect((await recordRoute(server.client, [location])).feature_count).toBe(count);
	},
);

test.each(BEHAVIOUR_NAMES)(
	"%s truncates the seconds from the call's start to its end, whole ones only (R12)",
	async (behaviour) => {
		await using server = await running({ behaviour });
		const timed = async (pauses: readonly number[]) => {
			const began = performance.now();
			const elapsed = await new Promise<number>((resolve, reject) => {
				const call = server.client.RecordRoute((error, summary) =>
					error === null ? resolve(summary?.elapsed_time ?? -1) : reject(error),
				);
				void (async () => {
					for (const ms of pauses) {
						await pause(ms);
						call.write(degrees(1, 1));
					}
					call.end();
				})();
			});
			// On a machine that stalls, the call may have been longer than its pauses.
			const most = Math.floor((performance.now() - began) / 1000);
			return { elapsed, most };
		};
		const calls = await Promise.all([[700], [1200], [2700], [600, 600]].map(timed));
		for (const [index, least] of [0, 1, 2, 1].entries()) {
			expect(calls[index]?.elapsed).toBeGreaterThanOrEqual(least);
			expect(calls[index]?.elapsed).toBeLessThanOrEqual(calls[index]?.most ?? -1);
		}
	},
);
