import { describe, expect, test } from "vitest";
import { BEHAVIOUR_NAMES } from "../behaviour/behaviour.ts";
import { getFeature } from "./calls.ts";
import { running } from "./running.ts";
import { writeDatabase } from "./temporary-files.ts";

describe.each(BEHAVIOUR_NAMES)("GetFeature under %s", (behaviour) => {
	test("gives the feature at a known point", async () => {
		await using server = await running({ behaviour });
		const location = { latitude: 409146138, longitude: -746188906 };
		expect(await getFeature(server.client, location)).toEqual({
			name: "Berkshire Valley Management Area Trail, Jefferson, NJ, USA",
			location,
		});
	});

	test("echoes an unknown point with an empty name, whatever its values (G1)", async () => {
		await using server = await running({ behaviour });
		for (const [latitude, longitude] of [
			[0, 0],
			[2147483647, -2147483648],
			[1234567890, 1],
		] as const) {
			const location = { latitude, longitude };
			expect(await getFeature(server.client, location)).toEqual({ name: "", location });
		}
	});

	test("answers an empty request with the origin, present", async () => {
		await using server = await running({ behaviour });
		expect(await getFeature(server.client, {})).toEqual({
			name: "",
			location: { latitude: 0, longitude: 0 },
		});
	});

	test("keeps points apart whose digits are the same in a row", async () => {
		await using server = await running({ behaviour });
		for (const [latitude, longitude] of [
			[1, 23],
			[12, 3],
			[123, 0],
			[1, 230],
		] as const) {
			const location = { latitude, longitude };
			expect(await getFeature(server.client, location)).toEqual({ name: "", location });
		}
	});

	test("gives the first of several features at one point (D1)", async () => {
		using file = writeDatabase([
			{ location: { latitude: 1, longitude: 2 }, name: "first" },
			{ location: { latitude: 1, longitude: 2 }, name: "second" },
		]);
		await using server = await running({ behaviour, databaseFile: file.path });
		expect((await getFeature(server.client, { latitude: 1, longitude: 2 })).name).toBe("first");
	});
});
