/** gRPC's own services whose messages a scenario may write field by field: what their bytes mean. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { loadSync, type MethodDefinition, type ServiceDefinition } from "@grpc/proto-loader";
import type { Message } from "./batch.ts";

/** A method's messages, by proto field name; a field that is not there is left out. */
export interface TypedMethod {
	/** Throws where the message is none of its requests. */
	encode(message: Message): Buffer;
	/** Throws where the bytes are none of its responses. */
	decode(bytes: Buffer): Message;
}

/** Where the libraries keep what they read themselves: by service, its file in a package. */
const REFLECTION_PROTO = ["@grpc/reflection", "../../proto/grpc/reflection"] as const;
const FILES: Readonly<Record<string, readonly [main: string, file: string]>> = {
	"grpc.health.v1.Health": ["grpc-health-check", "../../../proto/health/v1/health.proto"],
	"grpc.reflection.v1.ServerReflection": [
		REFLECTION_PROTO[0],
		`${REFLECTION_PROTO[1]}/v1/reflection.proto`,
	],
	"grpc.reflection.v1alpha.ServerReflection": [
		REFLECTION_PROTO[0],
		`${REFLECTION_PROTO[1]}/v1alpha/reflection.proto`,
	],
};

/** The services whose methods are known. */
export const TYPED_SERVICES: readonly string[] = Object.keys(FILES);

const services = new Map<string, ServiceDefinition>();

/** Null for the path of a method whose messages are not known. */
export function typedMethod(path: string): TypedMethod | null {
	const [, service = "", name = ""] = path.split("/");
	const method = serviceNamed(service)?.[name];
	if (method === undefined) return null;
	const { requestSerialize, requestDeserialize, responseDeserialize } = method as MethodDefinition<
		Message,
		Message,
		Message,
		Message
	>;
	return {
		encode(message) {
			const bytes = requestSerialize(message);
			// The library leaves out in silence what it does not know.
			if (isDeepStrictEqual(requestDeserialize(bytes), message)) return bytes;
			throw new TypeError(`no request of ${path}: ${JSON.stringify(message)}`);
		},
		decode: responseDeserialize,
	};
}

function serviceNamed(name: string): ServiceDefinition | undefined {
	const file = FILES[name];
	if (file !== undefined && !services.has(name)) {
		const main = createRequire(import.meta.url).resolve(file[0]);
		// Bytes are base64, and fields that are not there are left out.
		const options = { keepCase: true, enums: String, bytes: String, longs: String };
		services.set(name, loadSync(join(main, file[1]), options)[name] as ServiceDefinition);
	}
	return services.get(name);
}
