/**
 * A message without the fields that have their default: protobufjs writes every field that an object
 * has, 0 and "" too, where the other implementations leave them out, as proto3 asks. The bytes are
 * then the same, and so are the sizes where a limit decides. An empty sub-message stays present.
 */
export function withoutDefaults(message: object): object {
	return Object.fromEntries(
		Object.entries(message)
			.filter(([, value]) => value !== 0 && value !== "" && value !== null && value !== undefined)
			.map(([field, value]) => [field, typeof value === "object" ? withoutDefaults(value) : value]),
	);
}
