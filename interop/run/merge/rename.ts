/** Names that no two parts have: what the plan of one of them calls jobs, batches, sessions, instances. */
import type { BatchPlan, Cell, Instance, Plan, Probe } from "../../model/plan.ts";
import type { BatchRecord, InstanceRecord } from "../../model/record.ts";
import type { RelayRecord } from "../../model/wire.ts";

/** Renames what belongs to one part. */
export class Renaming {
	readonly #prefix: string;
	readonly #jobOf: (job: string) => string;

	/**
	 * `number`: of the part, from 1 on. `before`: how many jobs the parts before it have in a repetition;
	 * `all`: all parts together.
	 */
	constructor(number: number, { repeat }: Plan, before: number, all: number) {
		this.#prefix = `p${number}.`;
		this.#jobOf = (job) => {
			const at = /^k[1-9]\d*$/.test(job) ? Number(job.slice(1)) : 0;
			// A server may tell of jobs that nobody gave it.
			if (at < 1 || at > repeat.jobs * repeat.times) return `${this.#prefix}${job}`;
			const turn = Math.floor((at - 1) / repeat.jobs);
			return `k${at - turn * repeat.jobs + before + turn * all}`;
		};
	}

	/** Of a batch, a session, an instance, a log. */
	id(id: string): string {
		return `${this.#prefix}${id}`;
	}

	cell(cell: Cell): Cell {
		return { ...cell, job: this.#jobOf(cell.job) };
	}

	instance(instance: Instance): Instance {
		return { ...instance, id: this.id(instance.id) };
	}

	batch(batch: BatchPlan): BatchPlan {
		const probe = ({ job, madeUp }: Probe): Probe => ({ job: this.#jobOf(job), madeUp });
		const { preflight, probes } = batch;
		return {
			...batch,
			id: this.id(batch.id),
			session: this.id(batch.session),
			instance: this.id(batch.instance),
			preflight: preflight && { ...preflight, job: this.#jobOf(preflight.job) },
			probes: { step: probe(probes.step), key: probe(probes.key) },
		};
	}

	batchRecord(record: BatchRecord): BatchRecord {
		return {
			...record,
			batch: this.id(record.batch),
			jobs: record.jobs.map(({ line, ms }) => ({
				line: { ...line, job: this.#jobOf(line.job) },
				ms,
			})),
		};
	}

	instanceRecord(record: InstanceRecord): InstanceRecord {
		return {
			...record,
			instance: this.id(record.instance),
			witnesses: record.witnesses.map((seen) => ({ ...seen, cell: this.#seen(seen.cell) })),
		};
	}

	relayRecord(record: RelayRecord): RelayRecord {
		return {
			batch: this.id(record.batch),
			streams: record.streams.map((seen) => ({ ...seen, cell: this.#seen(seen.cell) })),
		};
	}

	#seen(cell: string | null): string | null {
		return cell === null ? null : this.#jobOf(cell);
	}
}
