/** The report stage: reads a run's folder, and writes the forms of its report into it. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RunWriteError } from "../model/error.ts";
import { badgeEndpoint, badgeSvg } from "./badge.ts";
import { ctrf } from "./ctrf.ts";
import { findings } from "./findings.ts";
import { junit } from "./junit.ts";
import { loadReportData, type ReportData } from "./load.ts";
import { markdown } from "./markdown.ts";
import { page } from "./page/page.ts";

/** `tell` is called where a form takes a while. */
type Form = (data: ReportData, tell: (line: string) => void) => string | Promise<string>;

/** Each form is a function of the same data; none of them counts for itself. */
export const FORMS: Readonly<Record<string, Form>> = {
	"report.md": markdown,
	"findings.md": findings,
	"junit.xml": junit,
	"ctrf.json": ctrf,
	"badge.svg": badgeSvg,
	"badge.json": badgeEndpoint,
	"index.html": page,
};

/**
 * Writes every form. Gives the paths of the files; `tell` is called where one takes a while. Throws a
 * RunFolderError where the folder is no run's, a ReportError where a form cannot be made, a RunWriteError
 * where one cannot be written.
 */
export async function writeReports(
	runFolder: string,
	tell: (line: string) => void,
): Promise<{ files: string[] }> {
	const data = await loadReportData(runFolder);
	const files: string[] = [];
	for (const [name, form] of Object.entries(FORMS)) {
		const path = join(runFolder, name);
		const text = await form(data, tell);
		try {
			await writeFile(path, text);
		} catch (cause) {
			throw new RunWriteError(`${path} cannot be written: ${(cause as Error).message}`, cause);
		}
		files.push(path);
	}
	return { files };
}
