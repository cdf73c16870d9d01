/** A request's bytes field by field, for faults in how they are read. */

export interface Field {
	readonly number: number;
	/** The field whole, its tag included. */
	readonly bytes: Buffer;
	/** Of a varint: its bytes and value. */
	readonly varint: { readonly bytes: Buffer; readonly value: bigint } | null;
}

/** The fields that are complete, of the wire types varint and bytes; what follows is left out. */
export function fieldsOf(message: Buffer): Field[] {
	const fields: Field[] = [];
	for (let at = 0; at < message.length; ) {
		const tag = varintAt(message, at);
		if (tag === null) break;
		const number = Number(tag.value >> 3n);
		const wire = Number(tag.value & 7n);
		const start = at + tag.bytes.length;
		const varint = wire === 0 || wire === 2 ? varintAt(message, start) : null;
		if (varint === null) break;
		const end = start + varint.bytes.length + (wire === 2 ? Number(varint.value) : 0);
		if (end > message.length) break;
		const bytes = message.subarray(at, end);
		fields.push({ number, bytes, varint: wire === 0 ? varint : null });
		at = end;
	}
	return fields;
}

/** A field of these bytes, as a varint. */
export function varintField(number: number, value: bigint): Buffer {
	const bytes = [number << 3];
	let rest = value;
	do {
		const more = rest > 127n;
		bytes.push(Number(rest & 127n) | (more ? 128 : 0));
		rest >>= 7n;
	} while (rest > 0n);
	return Buffer.from(bytes);
}

function varintAt(message: Buffer, at: number): Field["varint"] {
	let value = 0n;
	for (let length = 1; length <= 10 && at + length <= message.length; length++) {
		const byte = message[at + length - 1] ?? 0;
		value |= BigInt(byte & 127) << BigInt(7 * (length - 1));
		if (byte < 128) return { bytes: message.subarray(at, at + length), value };
	}
	return null;
}
