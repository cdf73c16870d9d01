/** Messages between the contract's JSON and proto-loader's objects, by the descriptors of the proto. */
import { createHash } from "node:crypto";
import { routeguide } from "../proto.ts";
import { brief, isObject, type JsonObject } from "./shape.ts";
import { StepError } from "./step-error.ts";

/** A message as JSON: proto field names; an absent sub-message is null. */
export type Message = JsonObject;

export type MessageType = Exclude<keyof typeof routeguide, "RouteGuide">;

interface Field {
	readonly name: string;
	readonly type: string;
	readonly typeName: string;
}

/** Longer strings, in UTF-8 bytes, are reported as a digest. */
const DIGEST_ABOVE_BYTES = 4096;

/** A `send` step's message as proto-loader takes it. Errors: {@link StepError} where it does not fit its type; grpc-js would convert it silently. */
export function fitMessage(type: MessageType, json: JsonObject, where: string = type): JsonObject {
	const fields = fieldsOf(type);
	const fitted: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(json)) {
		const field = fields.find((candidate) => candidate.name === name);
		const place = `${where}.${name}`;
		if (field === undefined) throw new StepError(`${place}: ${type} has no such field`);
		fitted[name] = fitField(field, value, place);
	}
	return fitted;
}

function fitField(field: Field, value: unknown, where: string): unknown {
	if (field.type === "TYPE_MESSAGE") {
		if (value === null) return null;
		if (isObject(value)) return fitMessage(field.typeName as MessageType, value, where);
		throw new StepError(`${where}: expected ${field.typeName} or null, got ${brief(value)}`);
	}
	if (field.type === "TYPE_INT32") {
		if (Number.isInteger(value) && (value as number) === ((value as number) | 0)) return value;
		throw new StepError(`${where}: expected an int32, got ${brief(value)}`);
	}
	if (typeof value === "string") return value;
	if (isObject(value) && Object.keys(value).sort().join() === "repeat,times") {
		const { repeat, times } = value;
		if (typeof repeat === "string" && Number.isSafeInteger(times) && (times as number) > 0) {
			return repeat.repeat(times as number);
		}
	}
	throw new StepError(
		`${where}: expected a text or {"repeat":text,"times":n}, got ${brief(value)}`,
	);
}

/** A received message as JSON, long strings as `{"bytes":n,"sha256":hex}`. */
export function reportMessage(message: JsonObject): Message {
	const reported = Object.entries(message).map(([name, value]) => [name, reportValue(value)]);
	return Object.fromEntries(reported);
}

function reportValue(value: unknown): unknown {
	if (isObject(value)) return reportMessage(value);
	if (typeof value !== "string") return value;
	const bytes = Buffer.byteLength(value);
	if (bytes <= DIGEST_ABOVE_BYTES) return value;
	return { bytes, sha256: createHash("sha256").update(value).digest("hex") };
}

function fieldsOf(type: MessageType): readonly Field[] {
	return (routeguide[type].type as { readonly field: readonly Field[] }).field;
}
