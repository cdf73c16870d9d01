/** What a scenario's `tls` must go with. */
import type { ScenarioTls } from "../model/tls.ts";
import type { Transport } from "../model/words.ts";
import { FileProblem } from "../support/checked-file.ts";

/** Throws FileProblem where something is asked for that the scenario's transports cannot show. */
export function checkTls(tls: ScenarioTls, transports: readonly Transport[] | null): void {
	const [first] = Object.keys(tls);
	if (first === undefined) return;
	const speaks = new Set(transports?.map((transport) => transport !== "plaintext"));
	if (speaks.size !== 1) {
		throw new FileProblem(
			`tls: expected transports: [tls], [mtls], both of them, or [plaintext], got ${transports?.join(", ") ?? "none"}`,
		);
	}
	const [serverHasTls] = speaks;
	const clientHasTls = tls.client === undefined ? serverHasTls : tls.client === "tls";
	if (tls.client !== undefined && serverHasTls === clientHasTls) {
		throw new FileProblem(`tls: client: it speaks ${tls.client} over ${transports} anyway`);
	}
	if (tls.server_certificate !== undefined && !serverHasTls) {
		throw new FileProblem("tls: server_certificate: a server shows none over plaintext");
	}
	for (const key of ["client_certificate", "ca", "name"] as const) {
		if (tls[key] !== undefined && !clientHasTls) {
			throw new FileProblem(`tls: ${key}: the client speaks plaintext`);
		}
	}
}
