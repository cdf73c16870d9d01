/** Takes 22/7 for pi, so that the cosine at a pole is not zero. */
import { measuring } from "../support/routes.ts";

const PI = 22 / 7;
const radians = (e7: number) => (e7 / 1e7) * (PI / 180);

export const fault = measuring((from, to) => {
	const a = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2;
	const b = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
	const h = a + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * b;
	return 6_371_000 * 2 * Math.asin(Math.min(1, Math.sqrt(h)));
});
