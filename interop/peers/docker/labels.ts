/** What marks our containers and networks, so that they can be found and removed whatever happened. */
import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type { Docker } from "./engine.ts";

const RUN = "interop.run";
const PID = "interop.pid";
const HOST = "interop.host";

/** The labels of everything that the run `run` of this process makes in the engine. */
export function labelsOf(run: string): Record<string, string> {
	return { [RUN]: run, [PID]: String(process.pid), [HOST]: hostname() };
}

/** How long the engine is asked for a network whose containers are gone, and how often. */
const SETTLED_MS = 2000;
const PAUSE_MS = 100;

/** Removes the run's containers and networks; images stay. Returns the networks that the engine keeps, by name. */
export function removeRun(docker: Docker, run: string): Promise<string[]> {
	return removeAll(docker, (labels) => labels[RUN] === run);
}

/** Removes what runs of this host left behind whose process no longer lives; returns what `removeRun` does. */
export function removeLeftovers(docker: Docker): Promise<string[]> {
	return removeAll(
		docker,
		(labels) => RUN in labels && labels[HOST] === hostname() && !isAlive(Number(labels[PID])),
	);
}

type Labels = Record<string, string>;

async function removeAll(docker: Docker, wanted: (labels: Labels) => boolean): Promise<string[]> {
	const filters = { label: [RUN] };
	const containers = await docker.listContainers({ all: true, filters });
	await Promise.all(
		containers
			.filter(({ Labels }) => wanted(Labels))
			.map(({ Id }) => removed(docker.getContainer(Id).remove({ force: true, v: true }))),
	);
	const networks = (await docker.listNetworks({ filters })).filter(({ Labels }) =>
		wanted(Labels ?? {}),
	);
	const gone = await Promise.all(networks.map(({ Id }) => isRemoved(docker, Id)));
	return networks.filter((_, index) => !gone[index]).map(({ Name }) => Name);
}

/**
 * Removes a network. The engine refuses that (403) until it has let go of the last container, and, where
 * it has lost count of them, for good: https://github.com/moby/moby/issues/42119
 */
async function isRemoved(docker: Docker, id: string): Promise<boolean> {
	const until = performance.now() + SETTLED_MS;
	for (;;) {
		try {
			await removed(docker.getNetwork(id).remove());
			return true;
		} catch (problem) {
			if ((problem as { statusCode?: number }).statusCode !== 403) throw problem;
			if (performance.now() > until) return false;
			await pause(PAUSE_MS);
		}
	}
}

/** Waits for a removal; that it is gone already (404), or going (409), is no error. */
export async function removed(removal: Promise<unknown>): Promise<void> {
	try {
		await removal;
	} catch (problem) {
		const { statusCode } = problem as { statusCode?: number };
		if (statusCode !== 404 && statusCode !== 409) throw problem;
	}
}

/** Whether a process of this host has the number; another's that was given it anew counts. */
export function isAlive(pid: number): boolean {
	if (!Number.isInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (problem) {
		return (problem as NodeJS.ErrnoException).code === "EPERM";
	}
}
