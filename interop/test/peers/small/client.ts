/** A driver that can do unary calls; `--fault` names what is wrong with it, preflights aside. */
import { spawn } from "node:child_process";
import { closeSync, readFileSync, writeSync } from "node:fs";
import { parseArgs } from "node:util";
import { credentials, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { routeGuide } from "./proto.ts";

type Step = Record<string, unknown>;
interface Job {
	readonly job: string;
	readonly steps: readonly Step[];
}
interface Batch {
	readonly batch: string;
	readonly target: {
		readonly address: string;
		readonly tls: { readonly ca: string; readonly name: string } | null;
	};
	readonly jobs: readonly Job[];
}

type Client = ReturnType<typeof connect>;

const text = { type: "string" } as const;
const { values: options } = parseArgs({ options: { batch: text, fault: text, marker: text } });
const file = JSON.parse(readFileSync(options.batch ?? "", "utf8"));
const contract: 1 | 2 = file.contract ?? 1;
const batches: readonly Batch[] = contract === 2 ? file.batches : [file];
const fault = batches.every(isPreflight) ? undefined : options.fault;

const KNOWN: Readonly<Record<string, readonly string[]>> = {
	open: ["do", "call", "method", "deadline_ms", "metadata"],
	send: ["do", "call", "message"],
	finish: ["do", "call"],
};
if (fault === "no-word") await hang();
if (fault === "rubbish") write("Segmentation fault (core dumped)");
if (fault === "binary") writeWhole(Buffer.from([0xff, 0xfe, 0, 0x80, 0xc3, 0x28, 0x0a]), 1);
if (fault === "endless-line") for (;;) writeWhole(Buffer.alloc(1024 * 1024, "e"), 1);
if (fault === "closes-stdout") {
	closeSync(1);
	await hang();
}
if (fault === "noise") for (let i = 0; i < 90; i++) write("n".repeat(65_535), 2);
if (fault === "one-long-log-line") write("n".repeat(9 * 1024 * 1024), 2);
if (fault === "child") {
	const script = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)';
	spawn(process.execPath, ["-e", script, options.marker ?? ""], { stdio: "inherit" });
}
print({
	hello: {
		name: "small",
		language: "Node.js",
		grpc: "grpc-js",
		steps: Object.keys(KNOWN),
		contract: fault === "old-hello" ? 1 : contract,
	},
});
if (fault === "hello-twice") print({ hello: { name: "s", language: "l", grpc: "g", steps: [] } });
if (fault === "strange-line") print({ progress: 50 });

const last = batches.findLastIndex((batch) => !isPreflight(batch));
for (const [index, batch] of batches.entries()) {
	const printed = await carryOutAll(batch, isPreflight(batch) ? undefined : fault);
	if (fault === "no-done") process.exit(0);
	const jobs = fault === "wrong-count" && index === last ? printed + 1 : printed;
	const named = fault === "done-for-another" ? "another" : batch.batch;
	print({ done: contract === 2 ? { batch: named, jobs } : { jobs } });
}
if (fault === "line-after-done") print({ done: { jobs: 1 } });
if (fault === "stays") await hang();
if (fault === "exit-7") process.exit(7);
process.exit(0);

function isPreflight({ jobs }: Batch): boolean {
	// The only calls with a deadline: the scenarios that it is given have none.
	return jobs.some(({ steps }) => steps.some((step) => Number(step.deadline_ms) > 0));
}

/** How many job lines it printed. */
async function carryOutAll({ target, jobs }: Batch, fault: string | undefined): Promise<number> {
	let printed = 0;
	const stub = connect(target);
	for (const [index, job] of jobs.entries()) {
		const isLast = index === jobs.length - 1;
		if (isLast && fault === "hangs-amid") await hang();
		if (isLast && fault === "dies-amid") process.exit(7);
		if (isLast && fault === "leaves-out") continue;
		const line = await carryOut(job, stub, fault);
		print(line);
		printed += 1;
		if (isLast && fault === "answers-twice") {
			print(line);
			printed += 1;
		}
	}
	if (fault === "unknown-job") {
		print({ job: "k999999", end: "completed", at: null, why: null, results: [] });
		printed += 1;
	}
	stub.close();
	return printed;
}

function connect(target: Batch["target"]) {
	return new (routeGuide())(
		target.address,
		target.tls ? credentials.createSsl(readFileSync(target.tls.ca)) : credentials.createInsecure(),
		{
			"grpc.enable_http_proxy": 0,
			...(target.tls ? { "grpc.ssl_target_name_override": target.tls.name } : {}),
		},
	);
}

async function carryOut({ job, steps }: Job, stub: Client, fault: string | undefined) {
	const unknown = fault === "guesses" ? -1 : steps.findIndex((step) => !isKnown(step));
	if (unknown !== -1) {
		const why = `unknown: ${JSON.stringify(steps[unknown])}`;
		return told({ job, end: "unsupported", at: unknown, why, results: [] }, []);
	}
	if (fault === "undeclared-unsupported") {
		return told({ job, end: "unsupported", at: 0, why: "not today", results: [] }, []);
	}
	const began = performance.now();
	const events: unknown[] = [];
	const note = (call: unknown, event: string) =>
		void events.push([performance.now() - began, call, event]);
	const results: unknown[] = [];
	let metadata = new Metadata();
	let outcome: Promise<unknown> = Promise.resolve({});
	for (const step of steps) {
		if (step.do === "open") {
			metadata = new Metadata();
			for (const [key, values] of step.metadata as [string, string[]][]) {
				for (const value of values) metadata.add(key, value);
			}
		}
		if (step.do === "send") {
			note(step.call, "start");
			note(step.call, "sent");
			const { call } = step;
			outcome = getFeature(stub, step.message, metadata, (event) => note(call, event));
		}
		results.push(step.do === "finish" ? await outcome : {});
	}
	if (fault === "too-few") results.pop();
	const line = told({ job, end: "completed", at: null, why: null, results }, events);
	if (fault === "separators") return withDetails(line, "line\u2028paragraph\u2029next\u0085");
	if (fault === "long-line") return withDetails(line, "l".repeat(3 * 1024 * 1024));
	return line;
}

/** With the time line, where the contract has one. */
function told<T extends object>(line: T, events: readonly unknown[]): T {
	return contract === 2 ? { ...line, events } : line;
}

/** The text of a status is free, so it can carry anything and the cell must still pass. */
function withDetails<T extends { results: unknown[] }>(line: T, details: string): T {
	const results = line.results.map((result) =>
		typeof result === "object" && result !== null && "status" in result
			? { ...result, details }
			: result,
	);
	return { ...line, results };
}

function isKnown(step: Step): boolean {
	const keys = KNOWN[String(step.do)];
	return keys !== undefined && Object.keys(step).every((key) => keys.includes(key));
}

function getFeature(
	stub: Client,
	message: unknown,
	metadata: Metadata,
	note: (event: string) => void,
): Promise<unknown> {
	const rest = { initial: [], trailing: [], reserved: [] };
	return new Promise((resolve) => {
		stub.GetFeature?.(message, metadata, (problem: ServiceError | null, answer: unknown) => {
			if (!problem) note("message");
			note("status");
			resolve(
				problem
					? { messages: [], status: status[problem.code], details: problem.details, ...rest }
					: { messages: [answer], status: "OK", details: "", ...rest },
			);
		});
	});
}

function print(value: unknown): void {
	write(JSON.stringify(value));
}

/** Whole, at once: this program may exit right after it. */
function write(line: string, stream = 1): void {
	writeWhole(Buffer.from(`${line}\n`), stream);
}

function writeWhole(bytes: Buffer, stream: number): void {
	for (let at = 0; at < bytes.length; ) {
		try {
			at += writeSync(stream, bytes, at);
		} catch (problem) {
			// The pipe is full; its reader is another process, which makes room.
			if ((problem as NodeJS.ErrnoException).code !== "EAGAIN") throw problem;
		}
	}
}

function hang(): Promise<never> {
	setInterval(() => {}, 1_000);
	return new Promise(() => {});
}
