/** An answer that takes its time is overtaken by those that came later. */
import { reflecting } from "../support/beside.ts";

export const fault = reflecting((stream) => {
	const write = stream.write.bind(stream);
	const end = stream.end.bind(stream);
	let first = true;
	stream.write = (answer) => {
		if (!first) return write(answer);
		first = false;
		setTimeout(() => write(answer), 100);
		return true;
	};
	stream.end = () => void setTimeout(end, 200);
});
