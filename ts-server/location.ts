import type { Point__Output } from "../proto/generated/routeguide/Point.ts";

/** What an absent point stands for. */
export const ORIGIN: Point__Output = Object.freeze({ latitude: 0, longitude: 0 });

/** A key that two locations share where they are the same point; absent is (0,0). */
export function locationKey(location: Point__Output | null): string {
	const { latitude, longitude } = location ?? ORIGIN;
	return `${latitude} ${longitude}`;
}
