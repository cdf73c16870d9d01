/** How far a run is, and how long it still takes, in text. */

const CELLS = 20;
/** Before this share is done, what is left is anybody's guess: what mostly waits runs first. */
const ENOUGH = 0.2;

/** A bar of a share from 0 to 1, with its per cent. */
export function bar(share: number): string {
	const full = Math.floor(share * CELLS);
	const percent = String(Math.floor(share * 100)).padStart(3);
	return `${"█".repeat(full)}${"░".repeat(CELLS - full)} ${percent} %`;
}

/** What is left where a share took so many milliseconds; null where that says too little, or nothing is left. */
export function timeLeft(share: number, ms: number): string | null {
	if (share < ENOUGH || share >= 1) return null;
	const seconds = Math.ceil(((ms / share) * (1 - share)) / 1000);
	return seconds < 90 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`;
}
