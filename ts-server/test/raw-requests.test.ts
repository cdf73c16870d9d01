/** Rows of the references' behaviour that no gRPC library's client can ask for. Each title begins with its row. */
import { deflateSync, gzipSync } from "node:zlib";
import { status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import type { BehaviourName } from "../behaviour/behaviour.ts";
import { note } from "./calls.ts";
import { callRaw, framed, type RawAnswer, type RawRequest } from "./raw-call.ts";
import { RouteGuide, running } from "./running.ts";
import { bytesField, fixed32Field, varintField } from "./wire.ts";

const { GetFeature, ListFeatures, RecordRoute, RouteChat } = RouteGuide.service;

const PLACE = { latitude: 407838351, longitude: -746143763 };
const PATRIOTS_PATH = { name: "Patriots Path, Mendham, NJ 07945, USA", location: PLACE };
const POINT = GetFeature.requestSerialize(PLACE);
const LATITUDE = varintField(1, PLACE.latitude);
const LONGITUDE = varintField(2, PLACE.longitude);
const UNKNOWN_FIELD = bytesField(15, "?");

/** What one request is answered with by a server of its own. */
async function ask(request: RawRequest, behaviour: BehaviourName = "python"): Promise<RawAnswer> {
	await using server = await running({ behaviour });
	return await callRaw(server, request);
}

const askFeature = (...fields: readonly Buffer[]): Promise<RawAnswer> =>
	ask({ method: "GetFeature", body: framed(Buffer.concat(fields)) });

/** Replies as bytes, so that a field that came back unseen would tell. */
const found = { code: status.OK, messages: [GetFeature.responseSerialize(PATRIOTS_PATH)] };
const refused = (code: status, text: string) => ({
	code,
	messages: [],
	status: expect.objectContaining({ "grpc-message": encodeURI(text) }),
});
const unreadable = refused(status.INTERNAL, "Error deserializing request");

const chatBody = (...notes: readonly Buffer[]): Buffer =>
	Buffer.concat(notes.map((bytes) => framed(bytes)));
const plain = (text: string): Buffer => RouteChat.requestSerialize(note(1, 2, text));
/** OK, and notes of these texts at the one place. */
const replies = (...texts: readonly string[]) => ({ code: status.OK, messages: texts.map(plain) });

test("G2 unlike both references: a point's unknown field is dropped, and the feature found", async () => {
	expect(await askFeature(POINT, UNKNOWN_FIELD)).toMatchObject(found);
});

test("G3 as both references: a latitude of more than 32 bits is truncated", async () => {
	expect(await askFeature(varintField(1, 2 ** 32 + PLACE.latitude), LONGITUDE)).toMatchObject(
		found,
	);
});

test("G3 as both references: a negative longitude in five bytes is accepted", async () => {
	expect(await askFeature(LATITUDE, varintField(2, 2 ** 32 + PLACE.longitude))).toMatchObject(
		found,
	);
});

test("G3 as both references: of a field given twice the last one counts", async () => {
	expect(await askFeature(varintField(1, 1), POINT)).toMatchObject(found);
});

test.for([
	["four bytes", fixed32Field(1, 7)],
	["a text", bytesField(1, "7")],
] as const)(
	"G4 unlike both references: a latitude that is %s is INTERNAL, no unknown field",
	async ([, latitude]) => {
		expect(await askFeature(latitude, LONGITUDE)).toMatchObject(unreadable);
	},
);

test.for([
	["a key cut short", Buffer.from([0xff])],
	["a number cut short", Buffer.from([0x08, 0x80])],
	["a number of eleven bytes", Buffer.from([0x08, ...Array<number>(10).fill(0x80), 1])],
	["a group's end", Buffer.from([0x0c])],
	["a wire type that does not exist", Buffer.from([0x0e])],
	["prose", Buffer.from("not protobuf")],
] as const)("G5 as both references, with another text: %s is INTERNAL", async ([, bytes]) => {
	expect(await askFeature(bytes)).toMatchObject(unreadable);
});

const LOCATION = GetFeature.requestSerialize({ latitude: 1, longitude: 2 });

test.for([
	["python", replies("a", "a", "�")],
	["go", replies("a", "a", "�", "a", "�", "b")],
] as const)(
	"C9 unlike both references: a text that is not UTF-8 is read with U+FFFD, as %s",
	async ([behaviour, expected]) => {
		const broken = Buffer.concat([bytesField(1, LOCATION), bytesField(2, Buffer.from([0xff]))]);
		const body = chatBody(plain("a"), broken, plain("b"));
		expect(await ask({ method: "RouteChat", body }, behaviour)).toMatchObject(expected);
	},
);

const TWO_NOTES = [
	["python", replies("a")],
	["go", replies("a", "a", "b")],
] as const;

test.for(TWO_NOTES)(
	"C10 unlike both references: a note's unknown field is not echoed, as %s",
	async ([behaviour, expected]) => {
		const body = chatBody(Buffer.concat([plain("a"), UNKNOWN_FIELD]), plain("b"));
		expect(await ask({ method: "RouteChat", body }, behaviour)).toMatchObject(expected);
	},
);

test.for(TWO_NOTES)(
	"C11 the same place as in Go, yet not echoed: an unknown field in a location, as %s",
	async ([behaviour, expected]) => {
		const location = Buffer.concat([LOCATION, UNKNOWN_FIELD]);
		const marked = Buffer.concat([bytesField(1, location), bytesField(2, "a")]);
		const body = chatBody(marked, plain("b"));
		expect(await ask({ method: "RouteChat", body }, behaviour)).toMatchObject(expected);
	},
);

const noMessage = (path: string) =>
	refused(status.UNIMPLEMENTED, `Received no request message for server streaming method ${path}`);

test("P3 as Python, with another text: a unary call without a message is UNIMPLEMENTED", async () => {
	expect(await ask({ method: "GetFeature" })).toMatchObject(noMessage(GetFeature.path));
});

test("P4 as Python, with another text: a listing without a message is UNIMPLEMENTED", async () => {
	expect(await ask({ method: "ListFeatures" })).toMatchObject(noMessage(ListFeatures.path));
});

test("P5 unlike both references: a unary call with two messages is UNIMPLEMENTED", async () => {
	const text = `Received a second request message for server streaming method ${GetFeature.path}`;
	expect(await ask({ method: "GetFeature", body: chatBody(POINT, POINT) })).toMatchObject(
		refused(status.UNIMPLEMENTED, text),
	);
});

const BODY = framed(POINT);
const askWith = (headers: RawRequest["headers"], body = BODY): Promise<RawAnswer> =>
	ask({ method: "GetFeature", body, ...(headers && { headers }) });

test.for(["application/grpc", "application/grpc+proto", "application/grpc+json"])(
	"P9 unlike both references: %s is answered as +proto, with two headers of encodings",
	async (type) => {
		const { headers } = await askWith({ "content-type": type });
		// Without what Node keeps beside them under a symbol.
		expect(Object.fromEntries(Object.entries(headers))).toEqual({
			":status": 200,
			"content-type": "application/grpc+proto",
			"grpc-accept-encoding": "identity,deflate,gzip",
			"grpc-encoding": "identity",
			date: expect.any(String),
		});
	},
);

test.for([
	["gzip", gzipSync],
	["deflate", deflateSync],
] as const)("P15 as Python: a request in %s is OK", async ([encoding, compress]) => {
	const body = framed(compress(POINT), true);
	expect(await askWith({ "grpc-encoding": encoding }, body)).toMatchObject(found);
});

test("P15 a request in an encoding that is not announced is UNIMPLEMENTED", async () => {
	const text = 'Received message compressed with unsupported encoding "br"';
	expect(await askWith({ "grpc-encoding": "br" }, framed(POINT, true))).toMatchObject(
		refused(status.UNIMPLEMENTED, text),
	);
});

test.for([undefined, "application/json", "text/plain"])(
	"P16 as Go, yet without a grpc-status: content-type %s is HTTP 415",
	async (type) => {
		const { headers, code, messages } = await askWith({ "content-type": type });
		expect(headers[":status"]).toBe(415);
		expect({ code, messages }).toEqual({ code: undefined, messages: [] });
	},
);

test("P16 as Python: content-type application/grpc-web is accepted, and answered as gRPC", async () => {
	const answer = await askWith({ "content-type": "application/grpc-web" });
	expect(answer).toMatchObject(found);
	expect(answer.headers["content-type"]).toBe("application/grpc+proto");
});

test("P17 as Go: a request without te: trailers is OK", async () => {
	expect(await askWith({ te: undefined })).toMatchObject(found);
});

test.for(["GET", "PUT"])(
	"P17 unlike both references: a %s is a call like any other",
	async (verb) => {
		expect(await askWith({ ":method": verb })).toMatchObject(found);
	},
);

test("P17 unlike both references: a GET without a body is UNIMPLEMENTED", async () => {
	expect(await askWith({ ":method": "GET" }, Buffer.alloc(0))).toMatchObject(
		noMessage(GetFeature.path),
	);
});

test.for(TWO_NOTES)(
	"P18 as Python: a chat's last note cut short is ignored, as %s",
	async ([behaviour, expected]) => {
		for (const kept of [3, 8]) {
			const cut = framed(plain("c")).subarray(0, kept);
			const body = Buffer.concat([chatBody(plain("a"), plain("b")), cut]);
			expect(await ask({ method: "RouteChat", body }, behaviour)).toMatchObject(expected);
		}
	},
);

test("P18 as Python: a route's last point cut short is ignored", async () => {
	const body = Buffer.concat([BODY, BODY.subarray(0, 8)]);
	const { code, messages } = await ask({ method: "RecordRoute", body });
	expect(code).toBe(status.OK);
	expect(messages.map(RecordRoute.responseDeserialize)).toMatchObject([
		{ point_count: 1, feature_count: 1 },
	]);
});
