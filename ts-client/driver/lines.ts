/** What a driver prints: JSON lines. */
import type { Message } from "./message.ts";
import type { MetadataList } from "./step.ts";

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

/** What any step saw: `{}` for those that only do. */
export type StepResult =
	| Record<string, never>
	| { readonly messages: readonly Message[]; readonly ended?: true }
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
}

export interface DoneLine {
	/** `batch` from contract 2 on. */
	readonly done: { readonly batch?: string; readonly jobs: number };
}

export type Line = HelloLine | JobLine | DoneLine;
