/** Bytes of a known type as what they mean, as far as servers can agree on it. */
import type { Message } from "../model/batch.ts";
import { typedMethod } from "../model/typed-methods.ts";
import { declarations } from "./declarations.ts";

/** A response of `method`; bytes that are none stay as they are. */
export function decoded(method: string, message: unknown): unknown {
	const { base64 } = message as { readonly base64?: unknown };
	const type = typedMethod(method);
	if (type === null || typeof base64 !== "string") return message;
	const bytes = Buffer.from(base64, "base64");
	// Node reads base64 as far as it goes; what else stands there must not be lost.
	if (bytes.toString("base64") !== base64) return message;
	try {
		return comparable(type.decode(bytes));
	} catch {
		return message;
	}
}

function comparable(response: Message): Message {
	const {
		file_descriptor_response: files,
		error_response: error,
		original_request: request,
		...rest
	} = response as Response;
	return {
		...withoutHost(rest, "valid_host"),
		...(request && { original_request: withoutHost(request, "host") }),
		...(files && {
			file_descriptor_response: {
				file_descriptor_proto: (files.file_descriptor_proto ?? []).map(declarations),
			},
		}),
		...(error && { error_response: { error_code: error.error_code ?? 0 } }),
	};
}

/** Outside a oneof, a text that is sent although it is empty says no more than one that is not sent. */
function withoutHost(message: Message, key: string): Message {
	const { [key]: host, ...rest } = message;
	return host === undefined || host === "" ? rest : message;
}

/** A reflection's response, as far as it is looked into here. */
interface Response extends Message {
	readonly original_request?: Message;
	readonly file_descriptor_response?: { readonly file_descriptor_proto?: readonly string[] };
	readonly error_response?: { readonly error_code?: number };
}
