/** Which session may start next: so many at once, and never more open calls on a server than it bears. */

/** A session, as far as scheduling looks at it. */
export interface Schedulable {
	/** True where the clock decides. */
	readonly timed: boolean;
	/** True where a timed one sleeps for so long that what else the machine does cannot show. */
	readonly sleeper: boolean;
	/** Calls that it may hold open at once, by instance. */
	readonly loads: ReadonlyMap<string, number>;
}

export interface Limits {
	/** Sessions at once that keep the machine busy. */
	readonly parallel: number;
	/** Most open calls on an instance; null for no limit. */
	capacityOf(instance: string): number | null;
}

/** Sessions that may keep the machine busy beside timed ones, once those need little more than time. */
const BESIDE_TIMED = 4;

/** Whether two sessions call a server that is the same. */
const meet = (one: Schedulable, other: Schedulable): boolean =>
	[...one.loads.keys()].some((instance) => other.loads.has(instance));

/** Does a session; calls `quiet` once it needs little more than time. */
export type Work<S extends Schedulable> = (session: S, quiet: () => void) => Promise<void>;

/**
 * Runs every session once, starting each as soon as the limits allow: the timed ones first, and none
 * beside them until they have gone quiet, because their clocks would show what else the machine has to
 * do; then a few, and beside sleepers as many as elsewhere. One that asks more calls of a server than it
 * bears mostly waits as well, once it is quiet, and keeps nobody from starting. Stops starting when
 * `signal` is aborted or work rejects; resolves once all that were started are over, and rejects then
 * where work did.
 */
export async function schedule<S extends Schedulable>(
	sessions: readonly S[],
	limits: Limits,
	work: Work<S>,
	signal: AbortSignal,
): Promise<void> {
	const waiting = [...sessions];
	const running = new Set<S>();
	const busy = new Set<S>();
	const load = new Map<string, number>();
	let changed = Promise.withResolvers<void>();
	const faults: unknown[] = [];
	/**
	 * Timed ones always; others once all of those that find room have gone quiet, only a few until they are
	 * over, or sleep, and none on a server that one of them still waits for.
	 */
	const hasItsTurn = (session: S) => {
		if (session.timed) return true;
		const clocks = [...running].filter((other) => other.timed);
		const awaited = waiting.filter((other) => other.timed);
		if (clocks.some((other) => busy.has(other))) return false;
		if (awaited.some((other) => fits(other) || meet(other, session))) return false;
		const asleep = awaited.length === 0 && clocks.every(({ sleeper }) => sleeper);
		return asleep || busy.size < BESIDE_TIMED;
	};
	const starves = ({ loads }: S) =>
		[...loads].some(([instance, weight]) => weight > (limits.capacityOf(instance) ?? Infinity));
	const fits = ({ loads }: S) =>
		[...loads].every(([instance, weight]) => {
			const capacity = limits.capacityOf(instance);
			const open = load.get(instance) ?? 0;
			// One that is heavier than the whole capacity would wait for ever: it runs alone.
			return capacity === null || open === 0 || open + weight <= capacity;
		});
	const add = ({ loads }: S, sign: 1 | -1) => {
		for (const [instance, weight] of loads) {
			load.set(instance, (load.get(instance) ?? 0) + sign * weight);
		}
	};
	const start = (session: S) => {
		running.add(session);
		busy.add(session);
		add(session, 1);
		const quiet = () => {
			if ((session.timed || starves(session)) && busy.delete(session)) changed.resolve();
		};
		const fault = (problem: unknown) => void faults.push(problem);
		void work(session, quiet)
			.catch(fault)
			.then(() => {
				running.delete(session);
				busy.delete(session);
				add(session, -1);
				changed.resolve();
			});
	};
	for (;;) {
		changed = Promise.withResolvers<void>();
		while (!signal.aborted && faults.length === 0 && busy.size < limits.parallel) {
			const at = waiting.findIndex((session) => hasItsTurn(session) && fits(session));
			const [next] = at === -1 ? [] : waiting.splice(at, 1);
			if (next === undefined) break;
			start(next);
		}
		if (running.size === 0) break;
		await changed.promise;
	}
	if (faults.length > 0) throw faults[0];
}
