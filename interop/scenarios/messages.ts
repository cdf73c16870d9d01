/** Messages as scenarios write them: checked against the contract, and completed where they are expected. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { DIGEST_ABOVE_BYTES, type Message, RepeatedText } from "../model/batch.ts";
import { MESSAGES, type MessageType } from "../model/methods.ts";
import { FileProblem } from "../support/checked-file.ts";
import { isMap } from "./macros.ts";

const PLACE = /^\$[a-z]\w*$/;

/** True for the name of a place, `$a`. */
export function isPlace(value: unknown): value is string {
	return typeof value === "string" && PLACE.test(value);
}

/** Checks a message that is to be sent; leaves it as it is. Throws FileProblem. */
export function checkRequest(type: MessageType, value: unknown): Message {
	checkFields(type, value);
	return value;
}

/** An expected message with every field, defaults included, long texts as digests. Throws FileProblem. */
export function completeResponse(type: MessageType, value: unknown): Message {
	checkFields(type, value);
	return complete(type, value);
}

function checkFields(type: MessageType, value: unknown): asserts value is Record<string, unknown> {
	if (!isMap(value)) throw new FileProblem(`expected a ${type}, got ${JSON.stringify(value)}`);
	const fields = MESSAGES[type];
	for (const [key, inner] of Object.entries(value)) {
		const field = fields[key];
		if (field === undefined) {
			const known = Object.keys(fields).join(", ");
			throw new FileProblem(`${type} has no field ${key}; it has ${known}`);
		}
		if (!fits(field, inner)) {
			throw new FileProblem(`${type}.${key}: expected ${field}, got ${JSON.stringify(inner)}`);
		}
		if (isMap(inner) && field in MESSAGES) checkFields(field as MessageType, inner);
	}
}

function fits(field: string, value: unknown): boolean {
	if (field === "int32") return Number.isInteger(value) && (value as number) === Number(value) << 0;
	if (field === "string") return typeof value === "string" || RepeatedText.safeParse(value).success;
	return value === null || isMap(value) || (field === "Point" && isPlace(value));
}

function complete(type: MessageType, value: Record<string, unknown>): Message {
	return Object.fromEntries(
		Object.entries(MESSAGES[type]).map(([key, field]) => {
			const inner = value[key];
			if (field === "int32") return [key, inner ?? 0];
			if (field === "string") return [key, textAsReported(inner ?? "")];
			if (isMap(inner)) return [key, complete(field, inner)];
			return [key, inner ?? null];
		}),
	);
}

/** A text as drivers report it: itself, or its digest where it is long. */
export function textAsReported(value: unknown): unknown {
	const repeated = RepeatedText.safeParse(value);
	const text = repeated.success
		? repeated.data.repeat.repeat(repeated.data.times)
		: (value as string);
	const bytes = Buffer.byteLength(text, "utf8");
	if (bytes <= DIGEST_ABOVE_BYTES) return text;
	return { bytes, sha256: createHash("sha256").update(text, "utf8").digest("hex") };
}

/** The places that a value names, in order of first use. */
export function placesIn(value: unknown, found: Set<string> = new Set()): Set<string> {
	if (isPlace(value)) found.add(value);
	else if (Array.isArray(value)) for (const item of value) placesIn(item, found);
	else if (isMap(value)) for (const inner of Object.values(value)) placesIn(inner, found);
	return found;
}

const Hex = z.strictObject({
	hex: z.string().regex(/^([0-9a-f]{2} ?)*$/),
	times: z.int().positive().default(1),
});
const Bytes = z.union([
	z.strictObject({ base64: z.base64() }),
	Hex,
	z.strictObject({ parts: z.array(Hex).min(1) }),
]);

/**
 * A message of a raw call, written as `{ hex: "08 01" }`, perhaps `times` over, as `{ parts: [ … ] }` of
 * such, or as `{ base64: … }`. Throws FileProblem.
 */
export function bytesMessage(written: unknown): { base64: string } {
	const bytes = Bytes.safeParse(written);
	if (!bytes.success) {
		throw new FileProblem(`expected { hex: … } or { base64: … }, got ${JSON.stringify(written)}`);
	}
	if ("base64" in bytes.data) return bytes.data;
	const parts = "parts" in bytes.data ? bytes.data.parts : [bytes.data];
	const all = parts.map(({ hex, times }) => hex.replaceAll(" ", "").repeat(times)).join("");
	return { base64: Buffer.from(all, "hex").toString("base64") };
}

/** The same as drivers report it. */
export function bytesReported(written: unknown): Message {
	return { base64: textAsReported(bytesMessage(written).base64) };
}
