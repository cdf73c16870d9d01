/** A run's folder: where each artefact lies, how it is written and read again. */
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { z } from "zod";
import { RunFolderError, RunWriteError } from "../model/error.ts";
import { Plan } from "../model/plan.ts";
import { BatchRecord, hasEnded, InstanceRecord, PeerRecord, RunRecord } from "../model/record.ts";
import { planIn } from "../model/repetition.ts";
import { Results } from "../model/results.ts";
import type { RepeatedFacts, RunFacts } from "../model/run-facts.ts";
import { Scenario } from "../model/scenario.ts";
import { RelayRecord } from "../model/wire.ts";
import { check, FileProblem } from "../support/checked-file.ts";
import { seenIn } from "./seen.ts";

const REPORTS = resolve(import.meta.dirname, "../../reports");
/** Everything that a run or its reports may put there; anything else is foreign. */
const OURS = new Set([
	"run.json",
	"scenarios.json",
	"rows.json",
	"plan.json",
	"peers.json",
	"transcripts",
	"servers",
	"relays",
	"logs",
	"results.json",
	"details.json",
	"observed.json",
	"changes.json",
	"report.md",
	"findings.md",
	"junit.xml",
	"ctrf.json",
	"badge.svg",
	"badge.json",
	"index.html",
	"rounds",
]);

const HINT = "Give the folder of a run, as reports/latest or what --out named.";

export class RunFolder {
	readonly path: string;

	constructor(path: string) {
		this.path = resolve(path);
	}

	/** A new folder: `out`, or one below reports/runs named by the id. Throws RunFolderError. */
	static create(id: string, out: string | undefined): RunFolder {
		const folder = new RunFolder(out ?? join(REPORTS, "runs", id));
		folder.#empty();
		try {
			for (const part of ["transcripts", "servers", "relays", "logs"]) {
				makeFolder(join(folder.path, part));
			}
		} catch (cause) {
			throw new RunFolderError(
				`--out ${folder.path}: ${(cause as Error).message}`,
				"Give a folder that can be made and written.",
				cause,
			);
		}
		return folder;
	}

	/** Lets `reports/latest` point here. */
	becomeLatest(): void {
		// Made aside and renamed: another run may do the same at this moment.
		const link = join(REPORTS, `.latest-${process.pid}`);
		rmSync(link, { force: true });
		symlinkSync(relative(REPORTS, this.path), link);
		renameSync(link, join(REPORTS, "latest"));
	}

	log(name: string): string {
		return join(this.path, "logs", `${name}.log`);
	}

	/** As JSON; compact where there will be many of them, which nobody reads all. */
	write(name: string, value: unknown, form: "readable" | "compact" = "readable"): void {
		const text = JSON.stringify(value, null, form === "readable" ? "\t" : undefined);
		this.#put(name, (file) => writeFileSync(file, `${text}\n`));
	}

	/** A file from elsewhere, as it is. Throws RunWriteError. */
	copy(from: string, name: string): void {
		this.#put(name, (file) => copyFileSync(from, file));
	}

	#put(name: string, write: (file: string) => void): void {
		const file = join(this.path, name);
		try {
			write(file);
		} catch (cause) {
			throw new RunWriteError(`${file} cannot be written: ${(cause as Error).message}`, cause);
		}
	}

	/** Reads all that `compare` needs of a run's first repetition, which mostly is all. Throws RunFolderError. */
	read(): RunFacts {
		return this.open().factsOf(1);
	}

	/** Reads what the repetitions of a run share; their transcripts only when asked for. Throws RunFolderError. */
	open(): RepeatedFacts {
		const { plan, ...frame } = this.#frame();
		const names = new Set(this.#names("transcripts"));
		const instances = this.#names("servers").map((name) =>
			this.#load(join("servers", name), InstanceRecord),
		);
		const seen = seenIn(instances);
		const factsOf = (repetition: number): RunFacts => {
			const its = planIn(plan, repetition);
			if (hasEnded(frame.run)) this.#checkWhole(its);
			const files = its.batches.map(({ id }) => `${id}.json`).filter((name) => names.has(name));
			const batches = files.map((name) => this.#load(join("transcripts", name), BatchRecord));
			// What did not run went through no relay.
			const ran = new Set(
				batches.flatMap(({ batch, distrust }) => (distrust === null ? batch : [])),
			);
			const relayed = its.batches.filter(({ id, via }) => via !== null && ran.has(id));
			return { ...frame, plan: its, batches, instances: seen(its), relays: this.#relays(relayed) };
		};
		return { ...frame, plan, instances, factsOf };
	}

	/** Of a plan's transcripts the first that is no JSON, and why; null where all are. */
	brokenTranscript({ batches }: Plan): string | null {
		for (const { id } of batches) {
			const name = join("transcripts", `${id}.json`);
			try {
				JSON.parse(readFileSync(join(this.path, name), "utf8"));
			} catch (cause) {
				return `${name}: ${whyUnread(cause, "file")}`;
			}
		}
		return null;
	}

	/** Files that a run of this plan leaves behind once it has come to its end and was judged, and that are not there. */
	absent(plan: Plan): string[] {
		return this.#missing(["results.json", "details.json", ...recordsOf(plan)]);
	}

	/** The names of all logs. Throws RunFolderError. */
	logs(): string[] {
		return this.#names("logs");
	}

	/** What `judge` made of it. Throws RunFolderError. */
	results(): Results {
		return this.#load("results.json", Results);
	}

	/** What is lost of a run that has ended is no peer's fault. Throws RunFolderError. */
	#checkWhole(plan: Plan): void {
		const missing = this.#missing(recordsOf(plan));
		const [first] = missing;
		if (first === undefined) return;
		const more = missing.length > 1 ? `, and ${missing.length - 1} more are missing` : "";
		throw new RunFolderError(
			`${join(this.path, first)}: there is no such file, and the run had left it${more}`,
			"Fetch the run's folder again, or run it again; nobody can be judged by what is lost.",
		);
	}

	#missing(names: readonly string[]): string[] {
		return names.filter((name) => !existsSync(join(this.path, name)));
	}

	/** What the relays of these batches saw, of the kinds that look. */
	#relays(batches: Plan["batches"]): RelayRecord[] {
		const looking = batches.filter(({ via }) => via?.http2 !== undefined);
		return looking.map(({ id }) => this.#load(join("relays", `${id}.json`), RelayRecord));
	}

	#frame(): Omit<RunFacts, "batches" | "instances" | "relays"> {
		const files = {
			run: this.#load("run.json", RunRecord),
			plan: this.#load("plan.json", Plan),
			scenarios: this.#load("scenarios.json", z.strictObject({ scenarios: z.array(Scenario) }))
				.scenarios,
			peers: this.#load("peers.json", z.strictObject({ peers: z.array(PeerRecord) })).peers,
		};
		const known = new Set(files.scenarios.map(({ id }) => id));
		const stray = files.plan.cells.find(({ scenario }) => !known.has(scenario));
		if (stray) {
			const file = join(this.path, "scenarios.json");
			throw new RunFolderError(
				`${file}: ${stray.scenario}, which the plan names, is missing`,
				HINT,
			);
		}
		return files;
	}

	#names(part: string): string[] {
		const folder = join(this.path, part);
		try {
			return readdirSync(folder).sort();
		} catch (cause) {
			throw new RunFolderError(`${folder}: ${whyUnread(cause, "folder")}`, HINT, cause);
		}
	}

	#load<T extends z.ZodType>(name: string, schema: T): z.output<T> {
		const file = join(this.path, name);
		let value: unknown;
		try {
			value = JSON.parse(readFileSync(file, "utf8"));
		} catch (cause) {
			throw new RunFolderError(`${file}: ${whyUnread(cause, "file")}`, HINT, cause);
		}
		try {
			return check(schema, value, file);
		} catch (problem) {
			if (!(problem instanceof FileProblem)) throw problem;
			throw new RunFolderError(problem.message, HINT, problem);
		}
	}

	#empty(): void {
		if (!existsSync(this.path)) return;
		let present: string[];
		try {
			present = readdirSync(this.path);
		} catch (cause) {
			throw new RunFolderError(
				`--out ${this.path}: ${(cause as Error).message}`,
				"Give a folder that is empty or does not exist.",
				cause,
			);
		}
		// Only what is a run's may be emptied: anybody may have an index.html, or logs.
		const isRun = present.includes("run.json") && present.includes("plan.json");
		const foreign = isRun ? present.filter((name) => !OURS.has(name)) : present;
		if (foreign.length > 0) {
			throw new RunFolderError(
				`--out ${this.path}: there are other files in it: ${foreign.slice(0, 5).join(", ")}`,
				"Give a folder that is empty, does not exist, or holds an earlier run.",
			);
		}
		for (const name of present) rmSync(join(this.path, name), { recursive: true });
	}
}

/** What every batch, and every server that one was sent to, leaves behind in a run that comes to its end. */
function recordsOf({ batches }: Plan): string[] {
	const instances = new Set(batches.map(({ instance }) => instance));
	return [
		...batches.map(({ id }) => join("transcripts", `${id}.json`)),
		...[...instances].map((id) => join("servers", `${id}.json`)),
	];
}

/** Level by level: Node's own `recursive` never ends where a level cannot be made (below /proc, say). */
function makeFolder(path: string): void {
	if (existsSync(path)) return;
	makeFolder(dirname(path));
	mkdirSync(path);
}

function whyUnread(cause: unknown, what: "file" | "folder"): string {
	const { code, message } = cause as NodeJS.ErrnoException;
	if (code === "ENOTDIR") return "it would lie in a file, expected a folder";
	// What JSON.parse quotes may hold line ends.
	return code === "ENOENT" ? `there is no such ${what}` : message.replace(/\s+/g, " ");
}
