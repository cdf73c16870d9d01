/** Measures without the cosine of the latitude. */
import { metresOf } from "../../distance.ts";
import { measuring } from "../support/routes.ts";

const radians = (e7: number) => (e7 / 1e7) * (Math.PI / 180);

export const fault = measuring((from, to) => {
	const a = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2;
	return metresOf(a + Math.sin(radians(to.longitude - from.longitude) / 2) ** 2);
});
