/** The run in a badge: as a picture, and as JSON that shields.io draws one from. */
import { makeBadge } from "badge-maker";
import type { Results } from "../model/results.ts";
import type { ReportData } from "./load.ts";
import { reds } from "./tally.ts";
import { count, counted, failedChecks, type Verdict, verdict } from "./verdict.ts";

const LABEL = "interop";
const COLOURS: Readonly<Record<Verdict["word"], string>> = {
	green: "brightgreen",
	red: "red",
	"nothing judged": "lightgrey",
	interrupted: "lightgrey",
};

/** SVG. */
export function badgeSvg({ results }: ReportData): string {
	const { message, color } = badge(results);
	return `${makeBadge({ label: LABEL, message, color })}\n`;
}

/** JSON for a badge's endpoint. Source: shields.io, endpoint badge, schema version 1. */
export function badgeEndpoint({ results }: ReportData): string {
	const { message, color } = badge(results);
	const isError = verdict(results).word !== "green";
	return `${JSON.stringify({ schemaVersion: 1, label: LABEL, message, color, isError })}\n`;
}

function badge(results: Results): { message: string; color: string } {
	const { word } = verdict(results);
	const { summary } = results;
	const red = reds(summary);
	const checks = failedChecks(results).length;
	const message = {
		green: () => `${counted(summary.total, "cell")}, all green`,
		red: () =>
			red > 0
				? `${count(red)} of ${counted(summary.total, "cell")} red`
				: `${counted(checks, "preflight check")} failed`,
		"nothing judged": () => word,
		interrupted: () => word,
	}[word]();
	return { message, color: COLOURS[word] };
}
