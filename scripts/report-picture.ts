/**
 * `node scripts/report-picture.ts RUN`: the first view of a run's page as reports/report.png, for the README.
 * Exit 0: written; 2: the command line or the run's folder is wrong; 3: there is no browser here.
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Command } from "commander";
import { EXIT, RuntimeMissingError, UsageError } from "../interop/model/error.ts";
import { CHROMIUM, launch } from "../interop/report/page/test/browser.ts";
import { shownPath, typedPath } from "../interop/support/typed-path.ts";
import { runScript } from "./run-script.ts";

const PICTURE = resolve(import.meta.dirname, "../reports/report.png");

const { args } = new Command("report-picture")
	.description("take the README's picture of a run's page")
	.argument("<run>", "a run's folder")
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.green : EXIT.usage))
	.parse();

await runScript({
	name: "report-picture",
	async run(_, say) {
		const file = join(typedPath(args[0] ?? ""), "index.html");
		if (!existsSync(file))
			throw new UsageError(`${file}: there is no such file`, "Give the folder of a run.");
		if (!existsSync(CHROMIUM))
			throw new RuntimeMissingError(
				`${CHROMIUM}: there is no browser`,
				"Name Chromium's program in CHROMIUM.",
			);
		await using browser = await launch();
		const page = await browser.newPage({
			viewport: { width: 1280, height: 1000 },
			colorScheme: "light",
		});
		await page.goto(pathToFileURL(file).href);
		await page.locator(".scenarios").waitFor();
		await page.screenshot({ path: PICTURE });
		say(shownPath(PICTURE));
		return EXIT.green;
	},
});
