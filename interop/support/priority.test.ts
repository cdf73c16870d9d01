import { getPriority, setPriority } from "node:os";
import { expect, test } from "vitest";
import { startProcess } from "../peers/process/program.ts";
import { goFirst } from "./priority.ts";

/** Of a process that lives until it is told to end. */
async function priorityOfAChild(): Promise<number> {
	const program = await startProcess("child", ["sleep", "60"], ".");
	try {
		return getPriority(program.group ?? 0);
	} finally {
		await program.signal("SIGKILL");
		await program.exit;
	}
}

/** All but root may only go back, and root in a container as well. */
function mayGoFirst(usual: number): boolean {
	try {
		setPriority(usual - 1);
		setPriority(usual);
		return true;
	} catch {
		return false;
	}
}

test("the harness goes first where it may, what it starts does not, and afterwards all is as before", async () => {
	const usual = getPriority();
	const may = mayGoFirst(usual);
	{
		using _first = goFirst();
		expect(getPriority()).toBe(may ? usual - 7 : usual);
		expect(await priorityOfAChild()).toBe(usual);
	}
	expect(getPriority()).toBe(usual);
	expect(await priorityOfAChild()).toBe(usual);
});
