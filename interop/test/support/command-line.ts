/** The command line, typed within this process: what it prints, and how it would exit. */

import { main } from "../../cli/main.ts";
import type { Terminal } from "../../cli/terminal.ts";

export interface Typed {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Carries out `npm run interop -- words`, without a process of its own. */
export function typed(...words: string[]): Promise<Typed> {
	return typedAt({}, ...words);
}

/** The same at a terminal that is otherwise in this. */
export async function typedAt(
	terminalIs: Partial<Pick<Terminal, "github" | "colour">>,
	...words: string[]
): Promise<Typed> {
	let stdout = "";
	let stderr = "";
	const write = (text: string) => {
		stderr += text;
		return true;
	};
	const terminal: Terminal = {
		out: (text) => {
			stdout += `${text}\n`;
		},
		progress: { live: false, colour: false, stream: { write } as NodeJS.WriteStream },
		colour: false,
		github: false,
		...terminalIs,
		signal: new AbortController().signal,
		command: words.join(" "),
	};
	const code = await main(words, terminal);
	return { code, stdout, stderr };
}
