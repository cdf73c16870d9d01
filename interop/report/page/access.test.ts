import AxeBuilder from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FAILED, HAS_CHROMIUM, HUNG, PASSED, picture, type Shown, shown } from "./test/browser.ts";

const VIEWS = {
	report: "",
	filtered: "#outcome=red",
	nothing: "#text=no+such+thing",
	failed: `#cell=${FAILED}`,
	hung: `#cell=${HUNG}`,
	passed: `#cell=${PASSED}`,
	"no-cell": "#cell=a/b/tls/c/d",
	differences: "#view=differences&row=C1",
	run: "#view=run",
};
const WIDTHS = [1280, 320];

describe.skipIf(!HAS_CHROMIUM)("every view of the page, in both themes, wide and narrow", () => {
	let site: Shown;
	beforeAll(async () => {
		site = await shown();
	});
	afterAll(() => site?.[Symbol.asyncDispose]());

	test.for(
		Object.entries(VIEWS).flatMap(([name, hash]) => WIDTHS.map((width) => ({ name, hash, width }))),
	)(
		"axe finds nothing in $name, $width px wide",
		{ timeout: 240_000 },
		async ({ name, hash, width }) => {
			const { page } = await site.open(hash, { width });
			await page.locator("h1").waitFor();
			await page.evaluate(
				"for (const one of document.querySelectorAll('details')) one.open = true",
			);
			const check = async (theme: string, axe: AxeBuilder) => {
				const { violations } = await axe.analyze();
				const found = violations.map(({ id, nodes }) => [
					id,
					nodes[0]?.html,
					nodes[0]?.failureSummary,
				]);
				expect(found, theme).toEqual([]);
				await picture(page, `${name}-${width}-${theme}`);
			};
			await check("light", new AxeBuilder({ page }));
			// All that a theme changes is colours.
			await page.emulateMedia({ colorScheme: "dark" });
			await check("dark", new AxeBuilder({ page }).withRules("color-contrast"));
			await page.context().close();
		},
	);

	test.for(Object.entries(VIEWS))("%s never scrolls sideways", async ([, hash]) => {
		for (const width of [1280, 720, 360, 320]) {
			const { page } = await site.open(hash, { width });
			await page.locator("h1").waitFor();
			const wide = await page.evaluate("document.documentElement.scrollWidth");
			expect(wide, `${width}`).toBeLessThanOrEqual(width);
			await page.context().close();
		}
	});

	test.for(Object.entries(VIEWS))("every table of %s has a name", async ([, hash]) => {
		const { page } = await site.open(hash);
		await page.locator("h1").waitFor();
		const nameless = page.locator("table:not([aria-label]):not(:has(caption))");
		expect(await nameless.count()).toBe(0);
		await page.context().close();
	});

	test("names of peers, however long, do not make the report scroll sideways", async () => {
		for (const width of [1280, 1000, 320]) {
			const { page } = await site.open("", { width });
			await page.locator(".scenarios").waitFor();
			await page.evaluate(`for (const name of document.querySelectorAll(
				".scenarios thead th:not([rowspan]), .matrix thead th, .matrix tbody th",
			)) name.textContent = "a-server-of-somebody-".repeat(3)`);
			const wide = await page.evaluate("document.documentElement.scrollWidth");
			expect(wide, `${width}`).toBeLessThanOrEqual(width);
			await page.context().close();
		}
	});

	test("the first view clips nothing and lets nothing overlap, however narrow", async () => {
		for (const width of [1280, 720, 360, 320]) {
			const { page } = await site.open("", { width });
			await page.locator("h1").waitFor();
			// What is for the ear alone is wider than what it stands in.
			await page.evaluate("for (const one of document.querySelectorAll('.spoken')) one.remove()");
			const wrong =
				await page.evaluate(`[...document.querySelectorAll(".count, .matrix th, .matrix td, .ratio")]
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
			await page.context().close();
		}
	});

	test("in the reader's own colours it still shows which transport is chosen, the bars, and what differs", async () => {
		const { page } = await site.open(`#cell=${FAILED}`);
		await page.emulateMedia({ forcedColors: "active" });
		const style = (of: string, name: string) =>
			page.evaluate(`getComputedStyle(document.querySelector(${JSON.stringify(of)})).${name}`);
		expect(await style(".difference .extra .observed", "borderLeftWidth")).toBe("4px");
		await page.locator(".top nav a").first().click();
		const ground = (of: string) => style(of, "backgroundColor");
		expect(await ground(".switch :checked + span")).not.toBe(
			await ground(".switch :not(:checked) + span"),
		);
		expect(await ground(".bar .failed")).not.toBe(await ground(".bar .passed"));
		const line = (of: string) => style(of, "borderBottomWidth");
		expect([await line(".top [aria-current]"), await line(".top :not([aria-current])")]).toEqual([
			"2px",
			"0px",
		]);
		await picture(page, "forced-colors-1280");
	});

	test("on paper a cell has no control, nor what one of them said, but what stands beside it", async () => {
		const { page } = await site.open(`#cell=${FAILED}`);
		await page.getByRole("button", { name: "Copy" }).click();
		await expect.poll(() => page.locator(".command output").textContent()).not.toBe("");
		await page.emulateMedia({ media: "print" });
		const controls = page.locator("select, button, input, output").filter({ visible: true });
		expect(await controls.count()).toBe(0);
		const caption = page.locator("figcaption").last();
		expect(await caption.innerText()).toMatch(/^Beside it: server ts-python, client \w+, tls$/);
		await picture(page, "printed-cell");
	});

	test("on paper there are all rows, and no controls", async () => {
		const { page } = await site.open();
		await page.getByRole("button", { name: "Open all families" }).click();
		await page.emulateMedia({ media: "print" });
		await page.evaluate("dispatchEvent(new Event('beforeprint'))");
		expect(await page.locator("tr[data-scenario]").count()).toBe(75);
		expect(
			await page.locator(".filters, .switch, .theme, .top nav").filter({ visible: true }).count(),
		).toBe(0);
	});
});
