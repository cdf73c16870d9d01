/** What marks our containers and networks, so that they can be found and removed whatever happened. */
import { hostname } from "node:os";
import type { Docker } from "./engine.ts";

const RUN = "interop.run";
const PID = "interop.pid";
const HOST = "interop.host";

/** The labels of everything that the run `run` of this process makes in the engine. */
export function labelsOf(run: string): Record<string, string> {
	return { [RUN]: run, [PID]: String(process.pid), [HOST]: hostname() };
}

/** Removes the run's containers and networks; images stay. */
export async function removeRun(docker: Docker, run: string): Promise<void> {
	await removeAll(docker, (labels) => labels[RUN] === run);
}

/** Removes what runs of this host left behind whose process no longer lives. */
export async function removeLeftovers(docker: Docker): Promise<void> {
	await removeAll(
		docker,
		(labels) => RUN in labels && labels[HOST] === hostname() && !isAlive(Number(labels[PID])),
	);
}

type Labels = Record<string, string>;

async function removeAll(docker: Docker, wanted: (labels: Labels) => boolean): Promise<void> {
	const filters = { label: [RUN] };
	const containers = await docker.listContainers({ all: true, filters });
	await Promise.all(
		containers
			.filter(({ Labels }) => wanted(Labels))
			.map(({ Id }) => removed(docker.getContainer(Id).remove({ force: true, v: true }))),
	);
	const networks = await docker.listNetworks({ filters });
	await Promise.all(
		networks
			.filter(({ Labels }) => wanted(Labels ?? {}))
			.map(({ Id }) => removed(docker.getNetwork(Id).remove())),
	);
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
