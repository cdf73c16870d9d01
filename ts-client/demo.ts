/** The document's demo: every RPC once or twice, with output for a person. */
import type { CallOptions } from "@grpc/grpc-js";
import type { Feature, Feature__Output } from "../proto/generated/routeguide/Feature.ts";
import type { Point } from "../proto/generated/routeguide/Point.ts";
import { getFeature } from "./get-feature.ts";
import { listFeatures } from "./list-features.ts";
import type { RouteGuideStub } from "./proto.ts";
import { recordRoute } from "./record-route.ts";
import { routeChat } from "./route-chat.ts";

type Print = (line: string) => void;

/** As the document's Go client has it. */
const DEADLINE_MS = 10_000;
const POINTS_ON_ROUTE = 10;

/** The notes of the document's two clients: message, latitude, longitude. */
const CHATS: readonly (readonly (readonly [string, number, number])[])[] = [
	[
		["First message", 0, 0],
		["Second message", 0, 1],
		["Third message", 1, 0],
		["Fourth message", 0, 0],
		["Fifth message", 1, 0],
	],
	[
		["First message", 0, 1],
		["Second message", 0, 2],
		["Third message", 0, 3],
		["Fourth message", 0, 1],
		["Fifth message", 0, 2],
		["Sixth message", 0, 3],
	],
];

/**
 * Runs the demo; `database` is where the route's points are picked from.
 * Errors: grpc-js's ServiceError of the first call that does not end with OK.
 */
export async function runDemo(
	stub: RouteGuideStub,
	database: readonly Feature[],
	print: Print,
): Promise<void> {
	print("-------------- GetFeature --------------");
	await showFeature(stub, { latitude: 409146138, longitude: -746188906 }, print);
	await showFeature(stub, { latitude: 0, longitude: 0 }, print);
	print("-------------- ListFeatures --------------");
	await showFeatures(stub, print);
	print("-------------- RecordRoute --------------");
	await travel(stub, pickPoints(database), print);
	for (const notes of CHATS) {
		print("-------------- RouteChat --------------");
		await chat(stub, notes, print);
	}
}

async function showFeature(stub: RouteGuideStub, point: Point, print: Print): Promise<void> {
	print(describe(await getFeature(stub, point, undefined, withDeadline()).response));
}

async function showFeatures(stub: RouteGuideStub, print: Print): Promise<void> {
	print("Looking for features between 40, -75 and 42, -73");
	const rectangle = {
		lo: { latitude: 400000000, longitude: -750000000 },
		hi: { latitude: 420000000, longitude: -730000000 },
	};
	for await (const feature of listFeatures(stub, rectangle, undefined, withDeadline()).responses) {
		print(describe(feature));
	}
}

async function travel(stub: RouteGuideStub, points: readonly Point[], print: Print): Promise<void> {
	const { send, halfClose, response } = recordRoute(stub, undefined, withDeadline());
	for (const point of points) {
		print(`Visiting point ${at(point)}`);
		await send(point);
	}
	halfClose();
	const summary = await response;
	print(`Finished trip with ${summary.point_count} points`);
	print(`Passed ${summary.feature_count} features`);
	print(`Travelled ${summary.distance} meters`);
	print(`It took ${summary.elapsed_time} seconds`);
}

async function chat(
	stub: RouteGuideStub,
	notes: (typeof CHATS)[number],
	print: Print,
): Promise<void> {
	const { send, halfClose, responses } = routeChat(stub, undefined, withDeadline());
	const listen = async () => {
		for await (const note of responses) {
			print(`Received message ${note.message} at ${at(note.location)}`);
		}
	};
	const speak = async () => {
		for (const [message, latitude, longitude] of notes) {
			const location = { latitude, longitude };
			print(`Sending ${message} at ${at(location)}`);
			await send({ message, location });
		}
		halfClose();
	};
	await Promise.all([listen(), speak()]);
}

function pickPoints(database: readonly Feature[]): readonly Point[] {
	const points = database.flatMap(({ location }) => (location ? [location] : []));
	return Array.from({ length: points.length === 0 ? 0 : POINTS_ON_ROUTE }, () => {
		return points[Math.floor(Math.random() * points.length)] ?? {};
	});
}

function describe(feature: Feature__Output): string {
	if (feature.location === null) return "Server returned incomplete feature";
	const place = at(feature.location);
	return feature.name === ""
		? `Found no feature at ${place}`
		: `Feature called ${feature.name} at ${place}`;
}

/** As the proto has it: degrees times 10^7. */
function at(point: Point | null): string {
	return point === null ? "no location" : `(${point.latitude ?? 0}, ${point.longitude ?? 0})`;
}

function withDeadline(): CallOptions {
	return { deadline: Date.now() + DEADLINE_MS };
}
