/** Several pieces of work at once, none of which is left behind. */

/** Like Promise.all, but rejects only once all are over: nothing goes on behind a failure's back. */
export async function allOver<T>(work: readonly (T | Promise<T>)[]): Promise<T[]> {
	await Promise.allSettled(work);
	return Promise.all(work);
}
