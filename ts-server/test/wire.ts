/** Protobuf's wire format by hand, for messages that no library would write. */

/** A varint of 64 bits; what is below zero takes ten bytes. */
function varint(value: number): Buffer {
	const bytes: number[] = [];
	let rest = BigInt.asUintN(64, BigInt(value));
	while (rest > 127n) {
		bytes.push(Number(rest & 127n) | 128);
		rest >>= 7n;
	}
	return Buffer.from([...bytes, Number(rest)]);
}

const key = (field: number, wireType: number): Buffer => varint(field * 8 + wireType);

export function varintField(field: number, value: number): Buffer {
	return Buffer.concat([key(field, 0), varint(value)]);
}

export function fixed32Field(field: number, value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeInt32LE(value);
	return Buffer.concat([key(field, 5), bytes]);
}

/** A text, bytes or a message. */
export function bytesField(field: number, value: string | Uint8Array): Buffer {
	const bytes = Buffer.from(value);
	return Buffer.concat([key(field, 2), varint(bytes.length), bytes]);
}
