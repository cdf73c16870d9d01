/** What a scenario's `tls` must go with. */
import type { ScenarioTls } from "../model/tls.ts";
import { hasTls, type Via } from "../model/via.ts";
import type { Transport } from "../model/words.ts";
import { FileProblem } from "../support/checked-file.ts";

/** Throws FileProblem where something is asked for that the scenario's transports cannot show. */
export function checkTls(
	tls: ScenarioTls,
	via: Via | null,
	transports: readonly Transport[] | null,
): void {
	if (Object.keys(tls).length === 0) return;
	const ends = (transports ?? []).map((transport) => hasTls(via, transport));
	const [end] = ends;
	if (end === undefined || ends.some(({ server }) => server !== end.server)) {
		throw new FileProblem(
			`tls: expected transports: [tls], [mtls], both of them, or [plaintext], got ${transports?.join(", ") ?? "none"}`,
		);
	}
	const client = tls.client === undefined ? end.client : tls.client === "tls";
	if (tls.client !== undefined && client === end.client) {
		throw new FileProblem(`tls: client: it speaks ${tls.client} over ${transports} anyway`);
	}
	if (tls.server_certificate !== undefined && !end.server) {
		throw new FileProblem("tls: server_certificate: a server shows none over plaintext");
	}
	for (const key of ["client_certificate", "ca", "name"] as const) {
		if (tls[key] !== undefined && !client) {
			throw new FileProblem(`tls: ${key}: the client speaks plaintext`);
		}
	}
}
