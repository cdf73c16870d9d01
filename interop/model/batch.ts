/**
 * The contract between the harness and a driver, versions 1 and 2: the file that a driver reads and
 * the JSON lines that it prints. `interop/model/driver-contract.md` says it in prose.
 */
import { z } from "zod";
import { StatusName } from "./words.ts";

/** A version of this contract. */
export const ContractVersion = z.union([z.literal(1), z.literal(2)]);
export type ContractVersion = z.infer<typeof ContractVersion>;

/** Strings longer than this many UTF-8 bytes are reported as a digest. */
export const DIGEST_ABOVE_BYTES = 4096;

/** A long string in a request: `repeat`, `times` times. Keeps batch files small. */
export const RepeatedText = z.strictObject({
	repeat: z.string().min(1),
	times: z.int().positive(),
});
export type RepeatedText = z.infer<typeof RepeatedText>;

/** A long string in a response: its length in UTF-8 bytes and the SHA-256 of them, in hex. */
export const TextDigest = z.strictObject({
	bytes: z.int().nonnegative(),
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type TextDigest = z.infer<typeof TextDigest>;

/** A message as JSON: proto field names; an absent sub-message is null. */
export const Message = z.record(z.string(), z.unknown());
export type Message = z.infer<typeof Message>;

/** Metadata as `[key, [values…]]`, sorted by key, values in order, `-bin` in padded base64. */
export const MetadataList = z.array(z.tuple([z.string(), z.array(z.string())]));
export type MetadataList = z.infer<typeof MetadataList>;

const call = z.string().min(1);
/** The mode of a raw call, in which messages are bytes. */
export const RawMode = z.enum([
	"unary",
	"server_streaming",
	"client_streaming",
	"bidirectional_streaming",
]);
export type RawMode = z.infer<typeof RawMode>;

export const OpenStep = z.strictObject({
	do: z.literal("open"),
	call,
	method: z.string().min(1),
	/** Whole ones up to contract 1; from 2 on perhaps a part of one. */
	deadline_ms: z.number().nullable(),
	metadata: MetadataList,
	/** From contract 2 on. */
	wait_for_ready: z.literal(true).optional(),
	/** From contract 2 on. */
	raw: RawMode.optional(),
});
export type OpenStep = z.infer<typeof OpenStep>;
export const SendStep = z.strictObject({
	do: z.literal("send"),
	call,
	message: Message,
	/** How often; once where absent. From contract 2 on, of calls that stream their requests. */
	times: z.int().min(2).optional(),
});
export const ReceiveStep = z.strictObject({
	do: z.literal("receive"),
	call,
	count: z.int().positive(),
});
/** From contract 2 on. */
export const HeadersStep = z.strictObject({ do: z.literal("receive_headers"), call });
export const PauseStep = z.strictObject({ do: z.literal("pause"), ms: z.int().positive() });
export const SilenceStep = z.strictObject({
	do: z.literal("expect_silence"),
	call,
	ms: z.int().positive(),
});
export const HalfCloseStep = z.strictObject({ do: z.literal("half_close"), call });
export const CancelStep = z.strictObject({ do: z.literal("cancel"), call });
export const FinishStep = z.strictObject({ do: z.literal("finish"), call });

export const Step = z.discriminatedUnion("do", [
	OpenStep,
	SendStep,
	ReceiveStep,
	HeadersStep,
	PauseStep,
	SilenceStep,
	HalfCloseStep,
	CancelStep,
	FinishStep,
]);
export type Step = z.infer<typeof Step>;
export const STEP_NAMES: readonly Step["do"][] = [
	"open",
	"send",
	"receive",
	"receive_headers",
	"pause",
	"expect_silence",
	"half_close",
	"cancel",
	"finish",
];

/** TLS as a client is to use it: PEM files, and the name the server's certificate must carry. */
export const TargetTls = z.strictObject({
	ca: z.string(),
	name: z.string(),
	cert: z.string().nullable(),
	key: z.string().nullable(),
});
/** How a channel is made, from contract 2 on; what is absent is as the library has it. */
export const ChannelOptions = z.strictObject({
	/** Bytes; -1 for no limit. */
	max_receive_bytes: z.int().min(-1).optional(),
	compression: z.literal("gzip").optional(),
	/** In JSON. */
	service_config: z.string().min(1).optional(),
	idle_ms: z.int().positive().optional(),
	/** Milliseconds from one failed attempt to connect to the next, at the first as later. */
	reconnect_ms: z.int().positive().optional(),
	/** Bytes; libraries take no fewer than 65,535. */
	window_bytes: z.int().min(65_535).optional(),
});
export type ChannelOptions = z.infer<typeof ChannelOptions>;
export const Target = z.strictObject({
	address: z.string(),
	tls: TargetTls.nullable(),
	channel: ChannelOptions.optional(),
});
export type Target = z.infer<typeof Target>;

/** Steps are not checked here: a probe job carries a made-up one on purpose. */
export const Job = z.strictObject({
	job: z.string(),
	limit_ms: z.int().positive(),
	steps: z.array(z.record(z.string(), z.unknown())),
});
export type Job = z.infer<typeof Job>;

export const Batch = z.strictObject({
	batch: z.string(),
	target: Target,
	parallel: z.int().positive(),
	jobs: z.array(Job),
});
export type Batch = z.infer<typeof Batch>;

/** What a driver of contract 2 reads: batches that it carries out one after another. */
export const BatchesFile = z.strictObject({
	contract: z.literal(2),
	batches: z.array(Batch).min(1),
});
export type BatchesFile = z.infer<typeof BatchesFile>;

export const HelloLine = z.strictObject({
	hello: z.object({
		name: z.string(),
		language: z.string(),
		grpc: z.string(),
		steps: z.array(z.string()),
		contract: z.int().positive().optional(),
	}),
});
export type Hello = z.infer<typeof HelloLine>["hello"];

/** What a `finish` step saw. */
export const FinishResult = z.strictObject({
	messages: z.array(Message),
	initial: MetadataList,
	status: StatusName,
	details: z.string(),
	trailing: MetadataList,
	reserved: MetadataList,
});
export type FinishResult = z.infer<typeof FinishResult>;
/** What a `receive` step saw; `ended` when the call was over before `count` messages came. */
export const ReceiveResult = z.strictObject({
	messages: z.array(Message),
	ended: z.literal(true).optional(),
});
/** What a `receive_headers` step saw; `ended` when the call was over without. */
export const HeadersResult = z.strictObject({
	initial: MetadataList,
	ended: z.literal(true).optional(),
});
/** What an `expect_silence` step saw. */
export const SilenceResult = z.strictObject({ silent: z.boolean() });
export const EmptyResult = z.strictObject({});
export const StepResult = z.union([
	FinishResult,
	ReceiveResult,
	HeadersResult,
	SilenceResult,
	EmptyResult,
]);
export type StepResult = z.infer<typeof StepResult>;

/** What a driver may see of a call, in the words of the contract. */
export const EventName = z.enum([
	"start",
	"headers",
	"sent",
	"message",
	"half_closed",
	"cancelled",
	"status",
]);
export type EventName = z.infer<typeof EventName>;
/** Milliseconds since the job's first step began, the call, and what was seen of it. */
export const TimedEvent = z.tuple([z.number().nonnegative(), z.string(), EventName]);
export type TimedEvent = z.infer<typeof TimedEvent>;

export const JobEnd = z.enum(["completed", "timeout", "unsupported", "error"]);
export type JobEnd = z.infer<typeof JobEnd>;

export const JobLine = z.strictObject({
	job: z.string(),
	end: JobEnd,
	at: z.int().nonnegative().nullable(),
	why: z.string().nullable(),
	results: z.array(StepResult),
	/** The time line, in the order in which the driver saw it; from contract 2 on. */
	events: z.array(TimedEvent).optional(),
});
export type JobLine = z.infer<typeof JobLine>;

/** `batch` names the batch that is done, from contract 2 on. */
export const DoneLine = z.strictObject({
	done: z.strictObject({ batch: z.string().optional(), jobs: z.int().nonnegative() }),
});
export const DriverLine = z.union([HelloLine, JobLine, DoneLine]);
export type DriverLine = z.infer<typeof DriverLine>;
