/** An error as people read it. */
import type { InteropError } from "../model/error.ts";

/** What is wrong, and what to do next. */
export function explained({ stage, message, hint }: InteropError): string {
	return `${stage}: ${message}\n  ${hint}\n`;
}
