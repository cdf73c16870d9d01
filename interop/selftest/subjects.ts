/** The peers under test as the later steps want them: one list, controls among them. */
import type { Broken, BrokenPeers } from "./data.ts";

export type Role = "server" | "driver";

/** One broken peer, or a control. */
export interface Subject extends Broken {
	readonly name: string;
	readonly role: Role;
	readonly control: boolean;
	/** Name of the healthy peer that must pass where this one fails; its own name for a control. */
	readonly twin: string;
}

/** All subjects; `behaviourOf` gives a server's behaviour. */
export function subjectsOf(
	{ controls, servers, drivers }: BrokenPeers,
	behaviourOf: (server: string) => "python" | "go",
): Subject[] {
	const broken = [
		...Object.entries(servers).map(([name, entry]): Subject => {
			const twin = controls.servers[behaviourOf(name)];
			return { ...entry, name, role: "server", control: false, twin };
		}),
		...Object.entries(drivers).map(
			([name, entry]): Subject => ({
				...entry,
				name,
				role: "driver",
				control: false,
				twin: controls.driver,
			}),
		),
	];
	const twin = (name: string, role: Role): Subject => {
		const theirs = broken.filter((subject) => subject.twin === name);
		return {
			name,
			role,
			control: true,
			twin: name,
			contract: false,
			scenarios: [...new Set(theirs.flatMap(({ scenarios }) => scenarios))],
			passes: [...new Set(theirs.flatMap(({ passes }) => passes))],
			checks: [...new Set(theirs.flatMap(({ checks }) => checks))],
			transports: [...new Set(theirs.flatMap(({ transports }) => transports))],
		};
	};
	return [
		...Object.values(controls.servers).map((name) => twin(name, "server")),
		twin(controls.driver, "driver"),
		...broken,
	];
}
