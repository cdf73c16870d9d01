/** Holds the haversine below one by a margin that antipodes feel. */
import { metresOf } from "../../distance.ts";
import { measuring } from "../support/routes.ts";

const radians = (e7: number) => (e7 / 1e7) * (Math.PI / 180);

export const fault = measuring((from, to) => {
	const north = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2;
	const east = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
	const cosines = Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude));
	return metresOf(Math.min(1 - 1e-9, north + cosines * east));
});
