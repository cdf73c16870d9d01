import { loadSync, type MessageTypeDefinition } from "@grpc/proto-loader";
import { expect, test } from "vitest";
import { declarations } from "./declarations.ts";

const File = loadSync("google/protobuf/descriptor.proto", { enums: String })[
	"google.protobuf.FileDescriptorProto"
] as MessageTypeDefinition<object, object>;
const lines = (file: object) => declarations(File.serialize(file).toString("base64"));
const field = (name: string, number: number, more: object = {}) => ({
	name,
	number,
	label: "LABEL_OPTIONAL",
	type: "TYPE_STRING",
	...more,
});

test("a file is the lines of what it declares, sorted, without its name and its options", () => {
	const file = {
		name: "any.proto",
		package: "p",
		syntax: "proto3",
		options: { javaPackage: "x" },
		messageType: [{ name: "M", field: [field("a", 1), field("b", 2, { jsonName: "B" })] }],
		service: [
			{
				name: "S",
				method: [{ name: "Do", inputType: ".p.M", outputType: ".p.M", serverStreaming: true }],
			},
		],
	};
	expect(lines(file)).toEqual([
		"field p.M.a: string = 1",
		"field p.M.b: string = 2",
		"message p.M",
		"rpc p.S.Do: p.M -> stream p.M",
		"syntax proto3",
	]);
});

test("names of types are sought from the inside outwards, whether they are written in full or not", () => {
	const inner = { name: "In", field: [field("x", 1, { type: "TYPE_MESSAGE", typeName: "In" })] };
	const outer = (typeName: string) => ({
		package: "p.q",
		messageType: [
			{ name: "In" },
			{
				name: "Out",
				nestedType: [inner],
				field: [field("y", 1, { label: "LABEL_REPEATED", type: "TYPE_MESSAGE", typeName })],
			},
		],
	});
	expect(lines(outer("In"))).toEqual(lines(outer(".p.q.Out.In")));
	expect(lines(outer("In"))).toContain("field p.q.Out.y: repeated p.q.Out.In = 1");
	expect(lines(outer(".p.q.In"))).not.toEqual(lines(outer("In")));
	expect(lines(outer("elsewhere.Type"))).toContain("field p.q.Out.y: repeated elsewhere.Type = 1");
});

test("another number, type, label, oneof, enumerator or direction is another line", () => {
	const file = (changed: object, rest: object = {}) =>
		lines({
			messageType: [{ name: "M", oneofDecl: [{ name: "o" }], field: [field("a", 1, changed)] }],
			enumType: [{ name: "E", value: [{ name: "ZERO", number: 0 }] }],
			service: [{ name: "S", method: [{ name: "Do", inputType: ".M", outputType: ".M" }] }],
			...rest,
		});
	const plain = file({});
	const others = [
		file({ number: 2 }),
		file({ type: "TYPE_BYTES" }),
		file({ label: "LABEL_REPEATED" }),
		file({ oneofIndex: 0 }),
		file({}, { enumType: [{ name: "E", value: [{ name: "ZERO", number: 1 }] }] }),
		file({}, { service: [] }),
	];
	for (const other of others) expect(other).not.toEqual(plain);
	expect(plain).toContain("enum E.ZERO = 0");
});

test("bytes that are no file are refused", () => {
	expect(() => declarations(Buffer.from([0x0f]).toString("base64"))).toThrow();
});
