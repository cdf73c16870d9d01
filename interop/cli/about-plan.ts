/** What is about to run, in two lines. */
import type { Plan } from "../model/plan.ts";
import { counted } from "../report/verdict.ts";

export function aboutPlan(plan: Plan, scenarios: number): string {
	const { cells, servers, clients, transports, runtime, runtime_reason, repeat } = plan;
	const orders =
		repeat.seed === null ? "" : `\n${counted(repeat.times, "repetition")}, --seed ${repeat.seed}`;
	return `${counted(cells.length, "cell")}: ${counted(servers.length, "server")} × ${counted(clients.length, "client")} × ${transports.join(", ")} × ${counted(scenarios, "scenario")}${orders}\nruntime ${runtime}: ${runtime_reason}\n`;
}
