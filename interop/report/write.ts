/** The report stage: reads a run's folder, and writes the forms of its report into it. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { badgeEndpoint, badgeSvg } from "./badge.ts";
import { ctrf } from "./ctrf.ts";
import { findings } from "./findings.ts";
import { page } from "./html/page.ts";
import { junit } from "./junit.ts";
import { loadReportData, type ReportData } from "./load.ts";
import { markdown } from "./markdown.ts";

/** Each form is a function of the same data; none of them counts for itself. */
export const FORMS: Readonly<Record<string, (data: ReportData) => string>> = {
	"report.md": markdown,
	"findings.md": findings,
	"junit.xml": junit,
	"ctrf.json": ctrf,
	"badge.svg": badgeSvg,
	"badge.json": badgeEndpoint,
	"index.html": page,
};

/** Writes every form. Gives the paths of the files; throws a RunFolderError where the folder is no run's. */
export async function writeReports(runFolder: string): Promise<{ files: string[] }> {
	const data = await loadReportData(runFolder);
	const files: string[] = [];
	for (const [name, form] of Object.entries(FORMS)) {
		const path = join(runFolder, name);
		await writeFile(path, form(data));
		files.push(path);
	}
	return { files };
}
