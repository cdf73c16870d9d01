import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { Metrics } from "../metrics.ts";
import {
	callPath,
	chat,
	getFeature,
	leaveEarly,
	listFeatures,
	note,
	recordRoute,
} from "./calls.ts";
import { callRaw, framed } from "./raw-call.ts";
import { running } from "./running.ts";
import { runToEnd, spawned, spawnedWith } from "./spawned.ts";
import { writeDatabase } from "./temporary-files.ts";

const OURS = "routeguide.RouteGuide";
const PATIENCE = { timeout: 20_000 };

/** The lines about a method that are no zeros, without times. */
function linesOf(text: string, method: string): string[] {
	return text
		.split("\n")
		.filter((line) => line.includes(`grpc_method="${method}"`) && !line.endsWith(" 0"))
		.filter((line) => !/^\w+_(bucket|sum)\{/.test(line))
		.sort();
}

/** What they should be. */
function expected(
	[type, service, method]: readonly [type: string, service: string, method: string],
	counts: { received: number; sent: number; codes: Readonly<Record<string, number>> },
): string[] {
	const labels = `grpc_type="${type}",grpc_service="${service}",grpc_method="${method}"`;
	const calls = Object.values(counts.codes).reduce((sum, one) => sum + one, 0);
	const lines = [
		`grpc_server_started_total{${labels}} ${calls}`,
		`grpc_server_handling_seconds_count{${labels}} ${calls}`,
		`grpc_server_msg_received_total{${labels}} ${counts.received}`,
		`grpc_server_msg_sent_total{${labels}} ${counts.sent}`,
		...Object.entries(counts.codes).map(
			([code, count]) => `grpc_server_handled_total{${labels},grpc_code="${code}"} ${count}`,
		),
	];
	return lines.filter((line) => !line.endsWith(" 0")).sort();
}

test("calls of each kind are counted, with their messages and the codes they ended with", async () => {
	const metrics = new Metrics();
	await using server = await running({}, [metrics]);
	const { client } = server;
	for (const _ of [1, 2, 3]) await getFeature(client, {});
	expect(
		(await callRaw(server, { method: "GetFeature", body: framed(Buffer.from([0xff])) })).code,
	).toBe(status.INTERNAL);
	const { length: features } = await listFeatures(client, {
		lo: { latitude: 400000000, longitude: -750000000 },
		hi: { latitude: 420000000, longitude: -730000000 },
	});
	expect(features).toBeGreaterThan(1);
	await recordRoute(client, [{}, {}]);
	await chat(client, [note(1, 1, "a"), note(1, 1, "b"), note(1, 1, "c")]);
	await leaveEarly(server.address);
	const lines = async (method: string) => linesOf(await metrics.registry.metrics(), method);
	await expect
		.poll(() => lines("RouteChat"), PATIENCE)
		.toEqual(
			expected(["bidi_stream", OURS, "RouteChat"], {
				...{ received: 5, sent: 4 },
				codes: { OK: 1, Canceled: 1 },
			}),
		);
	expect(await lines("GetFeature")).toEqual(
		expected(["unary", OURS, "GetFeature"], {
			received: 3,
			sent: 3,
			codes: { OK: 3, Internal: 1 },
		}),
	);
	expect(await lines("ListFeatures")).toEqual(
		expected(["server_stream", OURS, "ListFeatures"], {
			received: 1,
			sent: features,
			codes: { OK: 1 },
		}),
	);
	expect(await lines("RecordRoute")).toEqual(
		expected(["client_stream", OURS, "RecordRoute"], { received: 2, sent: 1, codes: { OK: 1 } }),
	);
});

test("methods that are not there go by one name, however many a client makes up", async () => {
	const metrics = new Metrics();
	await using server = await running({}, [metrics]);
	const series = async () => (await metrics.registry.metrics()).match(/^grpc_.*(?= )/gm);
	const before = await series();
	for (const made of [1, 2, 3, 4, 5]) {
		const unknown = callPath(server.client, `/made.Up/Method${made}`);
		await expect(unknown).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
	}
	// What is no call of gRPC's is not counted.
	await callRaw(server, { method: "/other", headers: { "content-type": "text/plain" } });
	const lines = async () => linesOf(await metrics.registry.metrics(), "unknown");
	await expect.poll(lines, PATIENCE).toEqual(
		expected(["unknown", "unknown", "unknown"], {
			received: 0,
			sent: 0,
			codes: { Unimplemented: 5 },
		}),
	);
	expect(await series()).toEqual(before);
});

test("a method that nobody has called is a zero with each code", async () => {
	const metrics = new Metrics();
	await using _ = await running({ health: true }, [metrics]);
	const text = await metrics.registry.metrics();
	const zeros = text.match(
		/^grpc_server_handled_total\{.*grpc_method="(GetFeature|Check)".*\} 0$/gm,
	);
	expect(zeros).toHaveLength(2 * 17);
	expect(text).toMatch(/^grpc_server_started_total\{.*grpc_method="RouteChat"\} 0$/m);
});

test("they are shown over HTTP, with the size of the database and what the process takes", async () => {
	using file = writeDatabase([{ location: { latitude: 1, longitude: 2 }, name: "a" }]);
	await using server = await spawned("--metrics_port", "0", "--json_db_file", file.path);
	const said = await server.complaint();
	const [, url = ""] =
		/^ts-server: metrics are at (http:\/\/127\.0\.0\.1:\d+\/metrics)$/.exec(said) ?? [];
	await getFeature(server.client, {});
	const shown = await fetch(url);
	expect([shown.status, shown.headers.get("content-type")]).toEqual([
		200,
		"text/plain; version=0.0.4; charset=utf-8",
	]);
	const text = await shown.text();
	expect(text).toMatch(/^grpc_server_started_total\{.*grpc_method="GetFeature"\} 1$/m);
	expect(text).toMatch(/^route_guide_features 1$/m);
	expect(text).toMatch(/^process_resident_memory_bytes [1-9]/m);
	writeFileSync(file.path, "[]");
	server.signal("SIGHUP");
	await server.complaint();
	expect(await (await fetch(url)).text()).toMatch(/^route_guide_features 0$/m);
	expect((await fetch(url, { method: "HEAD" })).status).toBe(200);
	expect((await fetch(url, { method: "POST" })).status).toBe(405);
	expect((await fetch(new URL("/", url))).status).toBe(404);
	server.signal("SIGTERM");
	expect((await server.ended).exitCode).toBe(0);
});

test("where its port is not to be had, it does not start, and says which flag it is about", async () => {
	const other = createServer().listen(0, "127.0.0.1");
	await once(other, "listening");
	const { port } = other.address() as { readonly port: number };
	expect(await runToEnd("--port", "0", "--metrics_port", String(port))).toEqual({
		exitCode: 2,
		stdout: "",
		stderr: `ts-server: cannot listen on 127.0.0.1:${port}: the port is in use; stop what listens there, or choose another --metrics_port (0: any)`,
	});
	other.close();
});

test("IPv6 is shown as a URL has it", async () => {
	await using server = await spawnedWith(
		{ ROUTE_GUIDE_METRICS_PORT: "0" },
		"--port",
		"0",
		"--host",
		"::1",
	);
	const said = await server.complaint();
	expect(said).toMatch(/^ts-server: metrics are at http:\/\/\[::1\]:\d+\/metrics$/);
	expect((await fetch(said.split(" ").at(-1) ?? "")).status).toBe(200);
});
