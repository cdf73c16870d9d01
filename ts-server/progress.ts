/** Progress is told of what takes longer than this, and as often. */
const EVERY_MS = 1000;

/** Turns shares from 0 to 1 into lines, some of them: `40 %`. */
export function progressLines(write: (line: string) => void): (share: number) => void {
	let told = 0;
	let before = 1;
	return (share) => {
		const now = performance.now();
		// A share below the last one begins another round.
		if (share < before) told = now;
		before = share;
		if (now - told < EVERY_MS) return;
		told = now;
		write(`${Math.floor(share * 100)} %`);
	};
}
