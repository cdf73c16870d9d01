import { credentials, Server, ServerCredentials, status } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Feature } from "../../proto/generated/routeguide/Feature.ts";
import type { Rectangle__Output } from "../../proto/generated/routeguide/Rectangle.ts";
import { BEHAVIOUR_NAMES } from "../behaviour/behaviour.ts";
import { BEHAVIOURS } from "../behaviour/behaviours.ts";
import { FeatureTable, tableDataOf } from "../database/feature-table.ts";
import { readFeatures } from "../database/read-features.ts";

import type { Encoded } from "../encode.ts";
import { DEFAULT_DATABASE } from "../flags.ts";
import { listen } from "../listen.ts";
import { routeGuideHandlers } from "../service.ts";
import { drained, getFeature, listFeatures } from "./calls.ts";
import { RouteGuide, type Running, running } from "./running.ts";

const all = [...readFeatures(DEFAULT_DATABASE)];
const point = (latitude: number, longitude: number) => ({ latitude, longitude });

describe.each(BEHAVIOUR_NAMES)("ListFeatures under %s", (behaviour) => {
	let server: Running;
	beforeAll(async () => {
		server = await running({ behaviour });
	});
	afterAll(async () => {
		await server[Symbol.asyncDispose]();
	});

	test("gives the document's rectangle in the database's order, however its corners lie (G6)", async () => {
		for (const [lo, hi] of [
			[point(400000000, -750000000), point(420000000, -730000000)],
			[point(420000000, -730000000), point(400000000, -750000000)],
			[point(420000000, -750000000), point(400000000, -730000000)],
			[point(-2147483648, 2147483647), point(2147483647, -2147483648)],
		] as const) {
			expect(await listFeatures(server.client, { lo, hi })).toEqual(all);
		}
	});

	test("lists nothing between the longitudes that Go's printed client asks for (G7)", async () => {
		const rectangle = { lo: point(400000000, -400000000), hi: point(420000000, -730000000) };
		expect(await listFeatures(server.client, rectangle)).toEqual([]);
	});

	test("takes edges in, and one beyond them out", async () => {
		const { latitude, longitude } = all[0]?.location ?? point(0, 0);
		const at = point(latitude, longitude);
		expect(await listFeatures(server.client, { lo: at, hi: at })).toEqual([all[0]]);
		for (const beyond of [point(latitude + 1, longitude), point(latitude, longitude - 1)]) {
			expect(await listFeatures(server.client, { lo: beyond, hi: beyond })).toEqual([]);
		}
	});

	test("takes a missing corner for the origin (G10)", async () => {
		expect(await listFeatures(server.client, {})).toEqual([]);
		expect(await listFeatures(server.client, { lo: point(1, 1) })).toEqual([]);
		const hi = point(420000000, -750000000);
		expect(await listFeatures(server.client, { hi })).toEqual(all);
	});
});

/** Counts what a handler takes of a listing, and says when it lets go of it. */
class WatchedTable extends FeatureTable {
	given = 0;
	readonly left = Promise.withResolvers<void>();

	override *within(rectangle: Rectangle__Output): Generator<Encoded<Feature>> {
		try {
			for (const feature of super.within(rectangle)) {
				this.given += 1;
				yield feature;
			}
		} finally {
			this.left.resolve();
		}
	}
}

test("a client that does not read holds the handler back, and its cancelling ends it", async () => {
	const many = Array.from({ length: 500 }, (_, longitude) => ({
		location: point(1, longitude),
		name: "x".repeat(65536),
	}));
	const features = new WatchedTable(tableDataOf(many));
	const server = new Server();
	const openNotes = BEHAVIOURS.python.rememberNotes({ maxNotes: Number.POSITIVE_INFINITY });
	const state = { features, behaviour: BEHAVIOURS.python, openNotes };
	server.addService(RouteGuide.service, routeGuideHandlers(state));
	const any = { host: "127.0.0.1", port: 0 };
	const address = await listen(server, any, ServerCredentials.createInsecure());
	const client = new RouteGuide(address, credentials.createInsecure());
	const call = client.ListFeatures({ lo: point(1, 0), hi: point(1, 500) });
	call.pause();
	// Later calls are answered although the first is stuck on the same connection.
	for (const longitude of [600, 601, 602]) {
		expect((await getFeature(client, point(1, longitude))).name).toBe("");
	}
	expect(features.given).toBeGreaterThan(0);
	expect(features.given).toBeLessThan(200);
	call.cancel();
	expect((await drained(call)).status.code).toBe(status.CANCELLED);
	await features.left.promise;
	expect(features.given).toBeLessThan(200);
	client.close();
	server.forceShutdown();
});
