/** What a driver prints: JSON lines. */
import type { Message } from "./message.ts";
import type { MetadataList } from "./step.ts";
import type { TimedEvent } from "./time-line.ts";

/** The driver contract's version that this driver speaks. */
export const CONTRACT = 2;

/** What a `finish` step saw. */
export interface FinishResult {
	readonly messages: readonly Message[];
	readonly initial: MetadataList;
	/** Status code by name. */
	readonly status: string;
	readonly details: string;
	readonly trailing: MetadataList;
	/** The transport's own keys, of initial and trailing metadata. */
	readonly reserved: MetadataList;
}

/** What a `receive_headers` step saw; `ended`: the call was over without. */
export interface HeadersResult {
	readonly initial: MetadataList;
	readonly ended?: true;
}

/** What any step saw: `{}` for those that only do. */
export type StepResult =
	| Record<string, never>
	| { readonly messages: readonly Message[]; readonly ended?: true }
	| HeadersResult
	| { readonly silent: boolean }
	| FinishResult;

export interface HelloLine {
	readonly hello: {
		readonly name: string;
		readonly language: string;
		readonly grpc: string;
		readonly steps: readonly string[];
		readonly contract: number;
	};
}

export interface JobLine {
	readonly job: string;
	readonly end: "completed" | "timeout" | "unsupported" | "error";
	readonly at: number | null;
	readonly why: string | null;
	readonly results: readonly StepResult[];
	/** The time line, from contract 2 on. */
	readonly events?: readonly TimedEvent[];
}

export interface DoneLine {
	/** `batch` from contract 2 on. */
	readonly done: { readonly batch?: string; readonly jobs: number };
}

export type Line = HelloLine | JobLine | DoneLine;
