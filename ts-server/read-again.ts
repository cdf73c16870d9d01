/** What the server reads again while it runs: its database where it is told to, its TLS files when they change as well. */
import type { ServerOptions } from "./options.ts";
import type { RunningServer } from "./running-server.ts";
import { StartError } from "./start-error.ts";
import { filesOf } from "./tls-files.ts";
import { watchFiles } from "./watch-files.ts";

/** Looks at the files from now on. Each time `tell` is told what came of it, in a line. @returns what reads all of it again. */
export function readAgain(
	server: Pick<RunningServer, "reload" | "renew">,
	{ tls }: Pick<ServerOptions, "tls">,
	tell: (line: string, level: "info" | "warn") => void,
): () => Promise<void> {
	const orTell = async (stays: string, attempt: () => Promise<void>): Promise<void> => {
		try {
			await attempt();
		} catch (error) {
			if (!(error instanceof StartError)) throw error;
			tell(`the old ${stays} stays in place: ${error.message}`, "warn");
		}
	};
	const reload = async (): Promise<void> => {
		tell(`the database has been read again: ${await server.reload()} features`, "info");
	};
	const renew = async (asked: boolean): Promise<void> => {
		const about = server.renew();
		if (about !== null) tell(`the TLS files have been read again: ${about}`, "info");
		else if (asked) tell("the TLS files have been read again: they hold what they held", "info");
	};
	if (tls !== null) {
		const paths = filesOf(tls).map(({ path }) => path);
		void watchFiles(paths, () => void orTell("certificate", () => renew(false)));
	}
	return async () => {
		await orTell("database", reload);
		if (tls !== null) await orTell("certificate", () => renew(true));
	};
}
