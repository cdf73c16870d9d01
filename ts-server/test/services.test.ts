/** What is served beside RouteGuide, and that the witness and obedience hold for it too. */
import { once } from "node:events";
import { Client, credentials, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { note } from "./calls.ts";
import { type Running, running } from "./running.ts";
import { bytesField } from "./wire.ts";

/** Of HealthCheckResponse.ServingStatus. */
const [SERVING, NOT_SERVING] = [1, 2];
const WATCH = "/grpc.health.v1.Health/Watch";
const CHECK = "/grpc.health.v1.Health/Check";
const REFLECTION = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";

/** A call of bytes, as a unary one: what came back, or the code of its failure. */
async function call(
	server: Running,
	path: string,
	request: Buffer,
	metadata = new Metadata(),
): Promise<string> {
	const client = new Client(server.address, credentials.createInsecure(), {
		"grpc.use_local_subchannel_pool": 1,
	});
	const same = (bytes: Buffer) => bytes;
	const answer = await new Promise<string>((resolve) => {
		client.makeUnaryRequest(
			path,
			same,
			same,
			request,
			metadata,
			(error: ServiceError | null, value) =>
				resolve(error ? (status[error.code] ?? "?") : (value?.toString("latin1") ?? "")),
		);
	});
	client.close();
	return answer;
}

test("neither health nor reflection is served unless asked for", async () => {
	await using server = await running();
	expect(await call(server, CHECK, Buffer.alloc(0))).toBe("UNIMPLEMENTED");
	expect(await call(server, REFLECTION, Buffer.from([0x3a, 0]))).toBe("UNIMPLEMENTED");
});

test("each of them is served by itself", async () => {
	await using checked = await running({ health: true });
	expect(await call(checked, CHECK, Buffer.alloc(0))).toBe("\b\u0001");
	expect(await call(checked, REFLECTION, Buffer.from([0x3a, 0]))).toBe("UNIMPLEMENTED");
	await using reflected = await running({ reflection: true });
	const listed = await call(reflected, REFLECTION, Buffer.from([0x3a, 0]));
	expect(listed).toContain("routeguide.RouteGuide");
	expect(listed).not.toContain("grpc.health");
});

test("a health check is witnessed, and obeys", async () => {
	await using server = await running({ health: true, witness: true, obey: true });
	await call(server, CHECK, Buffer.alloc(0));
	expect(await server.witnesses.next()).toMatchObject({
		method: CHECK,
		received: 1,
		sent: 1,
		ended: "OK",
	});
	const thrown = new Metadata();
	thrown.set("x-interop-fail", "THROW");
	expect(await call(server, CHECK, Buffer.alloc(0), thrown)).toBe("UNKNOWN");
	expect(await server.witnesses.next()).toMatchObject({ method: CHECK, ended: "UNKNOWN" });
});

test("who watches is told NOT_SERVING when the server drains, before the running calls have ended, and is not waited for", async () => {
	await using server = await running({ health: true });
	const chatting = server.client.RouteChat();
	const answered = once(chatting, "data");
	chatting.write(note(1, 1, "a"));
	chatting.write(note(1, 1, "b"));
	await answered;
	const watcher = new Client(server.address, credentials.createInsecure(), {
		"grpc.use_local_subchannel_pool": 1,
	});
	const same = (bytes: Buffer) => bytes;
	const watching = ["", "routeguide.RouteGuide"].map((name) => {
		const request = name === "" ? Buffer.alloc(0) : bytesField(1, name);
		const watch = watcher.makeServerStreamRequest(WATCH, same, same, request);
		watch.on("error", () => {});
		return watch;
	});
	const next = () =>
		Promise.all(watching.map(async (watch) => ((await once(watch, "data"))[0] as Buffer).at(-1)));
	expect(await next()).toEqual([SERVING, SERVING]);
	const told = next();
	const drained = server.drain();
	expect(await told).toEqual([NOT_SERVING, NOT_SERVING]);
	const last = once(chatting, "status");
	chatting.resume().end();
	expect((await last)[0]).toMatchObject({ code: status.OK });
	await drained;
	watcher.close();
});
