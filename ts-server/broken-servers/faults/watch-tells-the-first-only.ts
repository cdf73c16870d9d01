/** Tells who watches how things stand, and never how they stand later. */
import { health } from "../support/beside.ts";

export const fault = health((real) => ({
	watch: (call) => {
		let told = false;
		const write = call.write.bind(call);
		call.write = (state: { status: string }) => {
			if (told) return true;
			told = true;
			return write(state);
		};
		real.watch(call);
	},
}));
