/** What the TypeScript server is to reach against the references, as ratios within one run. */
import type { Mode } from "../../interop/model/words.ts";
import type { Spread } from "../measure/statistics.ts";
import type { Features } from "../model/loads.ts";
import type { BenchResults, BenchTransport } from "../model/results.ts";
import { counterpart, type Measure, ratioOf } from "./ratios.ts";

export interface Aim {
	readonly what: string;
	readonly server: string;
	readonly base: string;
	readonly mode: Mode;
	readonly features: Features;
	readonly measure: Measure;
	/** `least`: at least this ratio; `most`: at most. */
	readonly wanted: { readonly least: number } | { readonly most: number };
}

/** Against the reference whose behaviour the server follows. */
const GO = { server: "ts-go", base: "go", measure: "rate" } as const;
const PYTHON = { server: "ts-python", base: "python", measure: "rate" } as const;

export const AIMS: readonly Aim[] = [
	{
		...GO,
		what: "GetFeature, 100 features",
		mode: "unary",
		features: 100,
		wanted: { least: 0.6 },
	},
	{
		...GO,
		what: "GetFeature, 10,000 features",
		mode: "unary",
		features: 10_000,
		wanted: { least: 4 },
	},
	{
		...GO,
		what: "GetFeature, 1 million features",
		mode: "unary",
		features: 1_000_000,
		wanted: { least: 100 },
	},
	{
		...GO,
		what: "ListFeatures of 10 features among 1 million",
		mode: "server-streaming",
		features: 1_000_000,
		wanted: { least: 100 },
	},
	{
		...GO,
		what: "ListFeatures of all 10,000, messages/s",
		mode: "server-streaming",
		features: 10_000,
		wanted: { least: 0.9 },
	},
	{
		...PYTHON,
		what: "GetFeature, 100 features",
		mode: "unary",
		features: 100,
		wanted: { least: 4 },
	},
	{
		...GO,
		what: "RouteChat in lock-step",
		mode: "bidirectional-streaming",
		features: 100,
		wanted: { least: 0.75 },
	},
	{
		...PYTHON,
		what: "resident memory at 1 million features",
		mode: "unary",
		features: 1_000_000,
		measure: "resident",
		wanted: { most: 0.5 },
	},
];

/** An aim and what this run saw of it; null where it was not measured. */
export interface Judged {
	readonly aim: Aim;
	readonly ratios: Readonly<Record<BenchTransport, Spread | null>>;
	/** By the median over plaintext. */
	readonly met: boolean | null;
}

export function judgeAims({ cells }: Pick<BenchResults, "cells">): Judged[] {
	return AIMS.map((aim) => {
		const seen = (transport: BenchTransport): Spread | null => {
			const cell = cells.find(
				(one) =>
					one.server === aim.server &&
					one.mode === aim.mode &&
					one.features === aim.features &&
					one.transport === transport,
			);
			const base = cell && counterpart(cells, cell, aim.base);
			return cell && base ? ratioOf(cell, base, aim.measure) : null;
		};
		const ratios = { plaintext: seen("plaintext"), tls: seen("tls") };
		return { aim, ratios, met: ratios.plaintext && isMet(aim, ratios.plaintext.median) };
	});
}

function isMet({ wanted }: Aim, ratio: number): boolean {
	return "least" in wanted ? ratio >= wanted.least : ratio <= wanted.most;
}
