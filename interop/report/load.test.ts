import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RunFolderError } from "../model/error.ts";
import { loadReportData } from "./load.ts";
import { writeFixture } from "./test/fixture.ts";
import { temporaryFolder } from "./test/folder.ts";
import { FORMS, writeReports } from "./write.ts";

test("all forms are written beside the results", async () => {
	await using folder = await temporaryFolder();
	await writeFixture(folder.path);
	const { files } = await writeReports(folder.path, () => {});
	expect(files).toEqual(Object.keys(FORMS).map((name) => join(folder.path, name)));
	for (const file of files) expect((await readFile(file, "utf8")).length).toBeGreaterThan(0);
});

test("a form that cannot be written is one line, with what to do", async () => {
	await using folder = await temporaryFolder();
	await writeFixture(folder.path);
	await mkdir(join(folder.path, "report.md"));
	await expect(writeReports(folder.path, () => {})).rejects.toMatchObject({
		name: "RunWriteError",
		code: 3,
		message: expect.stringMatching(/report\.md cannot be written: EISDIR/),
	});
});

test("records and logs are loaded for cells that are not passed, and for no others", async () => {
	await using folder = await temporaryFolder();
	await writeFixture(folder.path);
	const data = await loadReportData(folder.path);
	const red = new Set(
		data.results.cells
			.filter((cell) => cell.outcome !== "passed")
			.map((cell) => `${cell.client}.${cell.server}.${cell.transport}.1`),
	);
	expect(new Set(data.batches.keys())).toEqual(red);
	expect(data.logs.size).toBe(data.batches.size + data.instances.size);
});

test("a folder without results is refused with the file that is missing", async () => {
	await using folder = await temporaryFolder();
	await expect(loadReportData(folder.path)).rejects.toThrow(RunFolderError);
	await expect(loadReportData(folder.path)).rejects.toThrow("results.json is missing");
});

test("results that are cut short are refused with the file's name", async () => {
	await using folder = await temporaryFolder();
	await writeFixture(folder.path);
	await writeFile(join(folder.path, "results.json"), '{"run":');
	await expect(loadReportData(folder.path)).rejects.toThrow("results.json is not as it should be");
});

test("a run that left no transcripts, servers or logs still has a report", async () => {
	await using folder = await temporaryFolder();
	await writeFixture(folder.path);
	for (const name of ["transcripts", "servers", "logs"])
		await rm(join(folder.path, name), { recursive: true });
	expect((await writeReports(folder.path, () => {})).files).toEqual(
		Object.keys(FORMS).map((name) => join(folder.path, name)),
	);
});
