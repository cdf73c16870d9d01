/** What an attached server cannot be asked: nobody starts it, and nobody else's notes or settings are known. */
import type { Scenario } from "../model/scenario.ts";

/** Why the scenario is not for it, without the server's name; null where it is. */
export function attachedLacks(
	scenario: Pick<Scenario, "database" | "server" | "tls" | "own_server" | "needs">,
	defaultDatabase: string,
): string | null {
	const { database, server, tls, own_server, needs } = scenario;
	const [setting] = [...needs.options, ...Object.keys(server)];
	if (setting !== undefined) return `attached: it cannot be started with --${setting}`;
	if (database !== defaultDatabase)
		return `attached: its database is the document's, not ${database}`;
	if (needs.obeys) return "attached: it does nothing that request metadata asks for";
	if (needs.witness) return "attached: it does not tell what it saw";
	if (Object.keys(tls).length > 0) return "attached: its certificates are its own";
	if (own_server !== null) {
		return "attached: it cannot be started again after what the scenario may do to it";
	}
	return null;
}
