/** Has no number for antipodes, as the Go reference: the haversine is not held below one. */
import { Int32Odometer } from "../../behaviour/go.ts";
import { odometer } from "../support/routes.ts";

const radians = (degrees: number) => (degrees * Math.PI) / 180;

export const fault = odometer(() => {
	const real = new Int32Odometer();
	return {
		total: () => real.total(),
		add(from, to) {
			const [one, other] = [radians(from.latitude / 1e7), radians(to.latitude / 1e7)];
			const north = Math.sin((other - one) / 2);
			const east = Math.sin((radians(to.longitude / 1e7) - radians(from.longitude / 1e7)) / 2);
			const h = north * north + Math.cos(one) * Math.cos(other) * east * east;
			const metres = 6_371_000 * 2 * Math.atan2(Math.sqrt(h), Math.sqrt(1 - h));
			real.addMetres(Number.isNaN(metres) ? -(2 ** 31) : metres);
		},
	};
});
