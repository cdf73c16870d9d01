/** What a reflected proto file declares, in the words of proto files, whoever has compiled it. */
import { loadSync, type MessageTypeDefinition } from "@grpc/proto-loader";

/** Full names of types are sought from the innermost scope outwards, as proto files have it. */
type Resolve = (name: string, scope: string) => string;

interface Field {
	readonly name: string;
	readonly number: number;
	readonly label?: string;
	readonly type: string;
	readonly typeName?: string;
	readonly oneofIndex?: number;
}
interface Enum {
	readonly name: string;
	readonly value?: readonly { readonly name: string; readonly number?: number }[];
}
interface Type {
	readonly name: string;
	readonly field?: readonly Field[];
	readonly nestedType?: readonly Type[];
	readonly enumType?: readonly Enum[];
	readonly oneofDecl?: readonly { readonly name: string }[];
}
interface Method {
	readonly name: string;
	readonly inputType: string;
	readonly outputType: string;
	readonly clientStreaming?: boolean;
	readonly serverStreaming?: boolean;
}
interface File {
	readonly package?: string;
	readonly syntax?: string;
	readonly messageType?: readonly Type[];
	readonly enumType?: readonly Enum[];
	readonly service?: readonly { readonly name: string; readonly method?: readonly Method[] }[];
}

/**
 * The declarations of a FileDescriptorProto in base64, a line each, sorted: `rpc`, `field`, `enum`. The
 * file's name, its options and JSON names, which are the compiler's, are left out.
 *
 * @throws where the bytes are no such file.
 */
export function declarations(base64: string): readonly string[] {
	const file = descriptor().deserialize(Buffer.from(base64, "base64"));
	const { package: scope = "", messageType: types = [], enumType: enums = [] } = file;
	const known = new Set([
		...types.flatMap((type) => namesIn(type, scope)),
		...enums.map(({ name }) => inside(scope, name)),
	]);
	const resolve: Resolve = (name, from) => {
		if (name.startsWith(".")) return name.slice(1);
		for (let outer = from; ; outer = outer.slice(0, Math.max(0, outer.lastIndexOf(".")))) {
			const full = inside(outer, name);
			if (known.has(full) || outer === "") return full;
		}
	};
	return [
		`syntax ${file.syntax ?? "proto2"}`,
		...types.flatMap((type) => typeLines(type, scope, resolve)),
		...enums.flatMap((type) => enumLines(type, scope)),
		...(file.service ?? []).flatMap(({ name, method = [] }) =>
			method.map((one) => rpcLine(one, inside(scope, name), resolve)),
		),
	].sort();
}

function typeLines(type: Type, scope: string, resolve: Resolve): string[] {
	const full = inside(scope, type.name);
	return [
		`message ${full}`,
		...(type.field ?? []).map((field) => fieldLine(field, type, full, resolve)),
		...(type.nestedType ?? []).flatMap((inner) => typeLines(inner, full, resolve)),
		...(type.enumType ?? []).flatMap((inner) => enumLines(inner, full)),
	];
}

function fieldLine(
	field: Field,
	{ oneofDecl: choices = [] }: Type,
	full: string,
	resolve: Resolve,
) {
	const repeated = field.label === "LABEL_REPEATED" ? "repeated " : "";
	const type = field.typeName
		? resolve(field.typeName, full)
		: field.type.replace("TYPE_", "").toLowerCase();
	const choice = field.oneofIndex === undefined ? undefined : choices[field.oneofIndex];
	return `field ${full}.${field.name}: ${repeated}${type} = ${field.number}${choice ? ` of ${choice.name}` : ""}`;
}

function enumLines({ name, value = [] }: Enum, scope: string): string[] {
	return value.map((one) => `enum ${inside(scope, name)}.${one.name} = ${one.number ?? 0}`);
}

function rpcLine(method: Method, service: string, resolve: Resolve): string {
	const streams = (is: boolean | undefined) => (is ? "stream " : "");
	const input = `${streams(method.clientStreaming)}${resolve(method.inputType, service)}`;
	const output = `${streams(method.serverStreaming)}${resolve(method.outputType, service)}`;
	return `rpc ${service}.${method.name}: ${input} -> ${output}`;
}

function namesIn(type: Type, scope: string): string[] {
	const full = inside(scope, type.name);
	return [
		full,
		...(type.nestedType ?? []).flatMap((inner) => namesIn(inner, full)),
		...(type.enumType ?? []).map(({ name }) => inside(full, name)),
	];
}

function inside(scope: string, name: string): string {
	return scope === "" ? name : `${scope}.${name}`;
}

let loaded: MessageTypeDefinition<File, File> | undefined;
function descriptor(): MessageTypeDefinition<File, File> {
	loaded ??= loadSync("google/protobuf/descriptor.proto", {
		enums: String,
		longs: String,
	})["google.protobuf.FileDescriptorProto"] as MessageTypeDefinition<File, File>;
	return loaded;
}
