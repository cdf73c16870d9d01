import { InvalidArgumentError } from "commander";

/** An option's number, as commander wants it checked. */
export function positive(text: string): number {
	const number = Number(text);
	if (!/^\d+$/.test(text) || !Number.isSafeInteger(number) || number < 1) {
		throw new InvalidArgumentError("expected an integer of at least 1");
	}
	return number;
}
