import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeFixture } from "../test/fixture.ts";
import { type TemporaryFolder, temporaryFolder } from "../test/folder.ts";
import { writeReports } from "../write.ts";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FAILED = "ts-python/python/tls/route-chat/lock-step";

describe.skipIf(!existsSync(CHROMIUM))("the page in a browser, from disk", () => {
	let browser: Browser;
	let folder: TemporaryFolder;
	let address: string;

	beforeAll(async () => {
		folder = await temporaryFolder();
		await writeFixture(folder.path);
		await writeReports(folder.path);
		address = pathToFileURL(`${folder.path}/index.html`).href;
		browser = await chromium.launch({
			executablePath: CHROMIUM,
			args: ["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
		});
	});
	afterAll(async () => {
		await browser?.close();
		await folder?.[Symbol.asyncDispose]();
	});

	/** A page at an address; what it logs, throws or asks for from elsewhere is collected. */
	async function opened(hash = ""): Promise<{ page: Page; trouble: string[] }> {
		const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
		const trouble: string[] = [];
		page.on("pageerror", (error) => trouble.push(error.message));
		page.on("console", (message) => trouble.push(message.text()));
		page.on("request", (request) => {
			if (!/^(file|data):/.test(request.url())) trouble.push(request.url());
		});
		await page.goto(address + hash);
		return { page, trouble };
	}

	test("opens without an error, a request, or the title that a hostile peer wanted", async () => {
		const { page, trouble } = await opened(`#cell=${FAILED}`);
		await expect.poll(() => page.title()).toBe("red · RouteGuide interop");
		expect(trouble).toEqual([]);
		await expect.poll(() => page.locator("img").count()).toBe(0);
	});

	test("never scrolls sideways, on a wide screen and on a narrow one", async () => {
		const { page } = await opened(`#cell=${FAILED}`);
		for (const width of [1280, 360, 320]) {
			await page.setViewportSize({ width, height: 800 });
			const widths = await page.evaluate(
				"[document.documentElement.scrollWidth, document.querySelector('dialog').scrollWidth]",
			);
			for (const found of widths as number[]) expect(found, `${width}`).toBeLessThanOrEqual(width);
		}
	});

	test("clips nothing and lets nothing overlap, on a card, a pair or a heading, however narrow the screen", async () => {
		const { page } = await opened();
		for (const width of [1280, 720, 360, 320]) {
			await page.setViewportSize({ width, height: 800 });
			const wrong =
				await page.evaluate(`[...document.querySelectorAll(".count, .matrix th, .matrix td, .ratio")]
				.filter((part) => part.offsetParent !== null)
				.filter((part) => {
					const text = document.createRange();
					text.selectNodeContents(part);
					const inner = text.getBoundingClientRect();
					const outer = part.getBoundingClientRect();
					const broken = part.className === "ratio" && inner.height > 30;
					return part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0
						|| inner.right > outer.right + 1 || inner.left < outer.left - 1 || broken;
				})
				.map((part) => part.textContent)`);
			expect(wrong, `${width}`).toEqual([]);
		}
	});

	test("opens a cell from its address, with both sides, logs and the command", async () => {
		const { page } = await opened(`#cell=${FAILED}`);
		const dialog = page.locator("dialog[open]");
		await expect.poll(() => dialog.locator("h2").textContent()).toBe("route-chat/lock-step");
		await expect.poll(() => dialog.locator(".difference .extra").count()).toBeGreaterThan(0);
		await expect.poll(() => dialog.locator(".script li.here").count()).toBe(1);
		await dialog.locator("summary", { hasText: "driver" }).click();
		await expect
			.poll(() => dialog.locator("details[open] pre").textContent())
			.toContain("</script>");
		await expect.poll(() => dialog.locator(".alone").textContent()).toContain(`--cell ${FAILED}`);
	});

	test("keeps filters in the address, and shows the cells that fit", async () => {
		const { page } = await opened();
		await page.selectOption("select[name=outcome]", "could-not-run");
		await expect.poll(() => new URL(page.url()).hash).toBe("#outcome=could-not-run");
		await expect
			.poll(() => page.locator("#shown").textContent())
			.toBe("The filter shows 10 of 2250 cells.");
		await expect.poll(() => page.locator("tr[data-scenario]:visible").count()).toBe(10);
		await page.fill("input[name=text]", "origin");
		await expect.poll(() => page.locator("tr[data-scenario]:visible").count()).toBe(1);
		await page.reload();
		await expect.poll(() => page.locator("tr[data-scenario]:visible").count()).toBe(1);
		await page.click("button[type=reset]");
		await expect.poll(() => page.locator("tr[data-scenario]:visible").count()).toBe(75);
	});

	test("follows the switch of transports, in the matrix and in the table", async () => {
		const { page } = await opened();
		await page.locator("label", { hasText: "plaintext" }).click();
		await expect
			.poll(() => page.locator("table.matrix:visible caption").textContent())
			.toContain("plaintext");
		await expect.poll(() => page.locator("a.mark[href^='#cell=']:visible").count()).toBe(1125);
	});

	test("a pair of the matrix leads to its cells, and the way back leads back", async () => {
		const { page } = await opened();
		await page.locator("table.matrix:visible a").first().click();
		await expect.poll(() => new URL(page.url()).hash).toBe("#server=ts-python&client=ts");
		await expect.poll(() => page.locator("thead th[data-pair]:visible").count()).toBe(1);
		await page.goBack();
		await expect.poll(() => page.locator("thead th[data-pair]:visible").count()).toBe(15);
	});

	test("works by keyboard: arrows between marks, Enter opens, Escape closes and returns", async () => {
		const { page } = await opened();
		await page.locator("a.mark[tabindex='0']").focus();
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("ArrowRight");
		await page.keyboard.press("Enter");
		await expect
			.poll(() => new URL(page.url()).hash)
			.toContain("ts-python%2Fts%2Ftls%2Fget-feature%2Funknown");
		await expect.poll(() => page.locator("dialog[open]").count()).toBe(1);
		await page.keyboard.press("Escape");
		await expect.poll(() => page.locator("dialog[open]").count()).toBe(0);
		await expect.poll(() => new URL(page.url()).hash).toBe("");
		await expect
			.poll(() => page.evaluate("document.activeElement.getAttribute('aria-label')"))
			.toBe("passed, tls");
	});
});
