/** A step made no sense: its job ends as `error`, and this message is the `why`. */
export class StepError extends Error {
	override readonly name = "StepError";
}
