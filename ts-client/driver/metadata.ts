/** Metadata between the contract's lists and grpc-js. */
import { Metadata } from "@grpc/grpc-js";
import type { MetadataList } from "./step.ts";
import { StepError } from "./step-error.ts";

/** Metadata to send. Errors: {@link StepError} for a key or value that gRPC does not allow. */
export function toMetadata(list: MetadataList): Metadata {
	const metadata = new Metadata();
	for (const [key, values] of list) {
		for (const value of values) {
			try {
				metadata.add(key, key.endsWith("-bin") ? fromBase64(value) : value);
			} catch (cause) {
				throw new StepError(`metadata "${key}": ${(cause as Error).message}`, { cause });
			}
		}
	}
	return metadata;
}

/**
 * Received metadata: sorted by key, values in the order received, the transport's own keys apart.
 * Node's HTTP/2 joins repeated ASCII values with ", " before grpc-js sees them; they are not split
 * here, because one value may contain a comma.
 */
export function reportMetadata(initial: Metadata | null, trailing: Metadata) {
	const first = initial === null ? [] : entriesOf(initial);
	const last = entriesOf(trailing);
	const own = new Map<string, string[]>();
	for (const [key, values] of [...first, ...last]) {
		if (isReserved(key)) own.set(key, [...(own.get(key) ?? []), ...values]);
	}
	return {
		initial: sorted(first.filter(([key]) => !isReserved(key))),
		trailing: sorted(last.filter(([key]) => !isReserved(key))),
		reserved: sorted([...own]),
	};
}

type Entry = readonly [key: string, values: readonly string[]];

function entriesOf(metadata: Metadata): Entry[] {
	// getMap has every key, but only its first value.
	return Object.keys(metadata.getMap()).map((key) => [
		key,
		metadata
			.get(key)
			.map((value) => (typeof value === "string" ? value : value.toString("base64"))),
	]);
}

function isReserved(key: string): boolean {
	return (
		["content-type", "user-agent", "date"].includes(key) ||
		key.startsWith("grpc-") ||
		key.startsWith(":")
	);
}

function sorted(entries: readonly Entry[]): MetadataList {
	return [...entries].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function fromBase64(value: string): Buffer {
	const bytes = Buffer.from(value, "base64");
	if (bytes.toString("base64") !== value) throw new Error("expected padded base64");
	return bytes;
}
