/** Globs over names and ids; `*` crosses `/`. */
import picomatch from "picomatch";

/** True where one of the globs matches. */
export function matchesAny(globs: readonly string[], name: string): boolean {
	return globs.some((glob) => compile(glob)(name));
}

/** The globs that match none of the names. */
export function globsWithoutMatch(globs: readonly string[], names: readonly string[]): string[] {
	return globs.filter((glob) => {
		const matches = compile(glob);
		return !names.some((name) => matches(name));
	});
}

const compiled = new Map<string, (name: string) => boolean>();
function compile(glob: string): (name: string) => boolean {
	let matcher = compiled.get(glob);
	if (!matcher) {
		// `bash` lets a single star cross slashes, as the design's globs do.
		matcher = picomatch(glob, { bash: true, dot: true });
		compiled.set(glob, matcher);
	}
	return matcher;
}
