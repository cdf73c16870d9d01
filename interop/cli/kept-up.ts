/** What people are told of the servers that stay up at the end of a run. */
import type { KeptServer } from "../run/world.ts";
import { aborted } from "../support/timers.ts";
import type { Terminal } from "./terminal.ts";

/** `--keep`: the servers stay up until Ctrl-C, which ends the run as a whole one then. */
export class KeptUp {
	readonly #terminal: Terminal;
	/** True once everything had run before the Ctrl-C. */
	reached = false;

	constructor(terminal: Terminal) {
		this.#terminal = terminal;
	}

	async wait(servers: readonly KeptServer[]): Promise<void> {
		const { signal, out } = this.#terminal;
		if (signal.aborted) return;
		this.reached = true;
		const lines = servers.map(({ instance, address, tls }) => {
			const flags = tls ? ` --tls --ca_file ${tls.ca} --server_host_override ${tls.name}` : "";
			return `  ${instance}  ${address}\n    npm run client -- --addr ${address}${flags}`;
		});
		out(`The servers stay up until Ctrl-C:\n${lines.join("\n")}`);
		await aborted(signal);
	}
}
