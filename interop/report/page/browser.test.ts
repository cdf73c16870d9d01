import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FAILED, HAS_CHROMIUM, HUNG, PASSED, type Shown, shown } from "./test/browser.ts";

const ALL = 2250;

describe.skipIf(!HAS_CHROMIUM)("the page in a browser, from disk", () => {
	let site: Shown;
	beforeAll(async () => {
		site = await shown();
	});
	afterAll(() => site?.[Symbol.asyncDispose]());

	test.for([
		["", "red"],
		[`#cell=${FAILED}`, FAILED],
		["#view=differences", "Where the references differ"],
		["#view=run", "About the run"],
	] as const)(
		"opens %s without an error, a request, or anything that a hostile peer wanted",
		async ([hash, title]) => {
			const { page, trouble } = await site.open(hash);
			await expect.poll(() => page.locator("h1").count()).toBe(1);
			await expect.poll(() => page.title()).toBe(`${title} · RouteGuide interop`);
			expect(await page.locator("img").count()).toBe(0);
			expect(trouble).toEqual([]);
		},
	);

	test("says in one sentence what ran, with which verdict, and shows the counts of each outcome", async () => {
		const { page } = await site.open();
		const headline = page.locator("h1");
		await expect.poll(() => headline.textContent()).toContain("red On 2026-03-01 12:00 UTC");
		expect(await headline.locator("strong").textContent()).toMatch(/^\d+ of 2,250 cells are not/);
		expect(await page.locator(".legend li").count()).toBe(6);
		expect(await page.locator(".legend .count.could-not-run b").textContent()).toBe("10");
	});

	test("names who is to blame, and what changed since the baseline", async () => {
		const { page } = await site.open();
		const blame = page.locator("section[aria-labelledby=blame-title]");
		await expect.poll(() => blame.textContent()).toContain("server ts-go, in 1 scenario");
		const changed = page.locator("section[aria-labelledby=changed-title]");
		expect(await changed.textContent()).toContain("1 new failure");
		await changed.locator("a").first().click();
		await expect.poll(() => page.locator("h1").textContent()).toBe("route-chat/lock-step");
	});

	test("what changed stands right below the matrix, however long the list of who is to blame is", async () => {
		const { page } = await site.open();
		const box = async (title: string) =>
			(await page.locator(`section[aria-labelledby=${title}]`).boundingBox()) ?? expect.fail(title);
		const matrix = await box("matrix-title");
		const [blame, changed] = [await box("blame-title"), await box("changed-title")];
		expect([changed.x, blame.y]).toEqual([matrix.x, matrix.y]);
		expect(changed.y - (matrix.y + matrix.height)).toBeLessThan(40);
	});

	test.for([
		["outcome", "could-not-run", 10],
		["outcome", "red", 29],
		["server", "go", 450],
		["client", "python", 750],
		["transport", "tls", 1125],
		["family", "calls", 420],
	] as const)("filters by %s, in the address and back from it", async ([name, value, cells]) => {
		const { page } = await site.open();
		await page.selectOption(`select[name=${name}]`, value);
		await expect.poll(() => new URL(page.url()).hash).toBe(`#${name}=${value}`);
		const told = page.locator(".filters output");
		await expect
			.poll(() => told.textContent())
			.toBe(`${cells.toLocaleString("en")} of 2,250 cells`);
		await page.reload();
		await expect
			.poll(() => told.textContent())
			.toBe(`${cells.toLocaleString("en")} of 2,250 cells`);
		expect(await page.locator(`select[name=${name}]`).inputValue()).toBe(value);
		await page.getByRole("button", { name: "Show all" }).click();
		await expect.poll(() => told.textContent()).toBe("2,250 cells");
		expect(new URL(page.url()).hash).toBe("");
	});

	test("filters by text as it is typed, and says where nothing fits", async () => {
		const { page } = await site.open("#outcome=could-not-run");
		const rows = page.locator("tr[data-scenario]");
		await expect.poll(() => rows.count()).toBe(10);
		await page.fill("input[name=text]", "origin");
		await expect.poll(() => rows.count()).toBe(1);
		await expect.poll(() => new URL(page.url()).hash).toBe("#text=origin&outcome=could-not-run");
		await page.fill("input[name=text]", "no such thing");
		await expect.poll(() => page.locator(".nothing").textContent()).toContain("No cell fits");
	});

	test("switches the transport of the matrix and of the table", async () => {
		const { page } = await site.open();
		await page.locator(".switch label", { hasText: "plaintext" }).click();
		await expect.poll(() => page.locator(".matrix caption").textContent()).toMatch(/plaintext$/);
		await expect
			.poll(() => page.locator(".filters output").textContent())
			.toBe("1,125 of 2,250 cells");
	});

	test("a pair of the matrix leads to its cells, and the way back leads back", async () => {
		const { page } = await site.open();
		await page.locator(".matrix td a").first().click();
		await expect.poll(() => new URL(page.url()).hash).toBe("#server=ts-python&client=ts");
		await expect.poll(() => page.locator(".clients th").count()).toBe(1);
		await page.goBack();
		await expect.poll(() => page.locator(".clients th").count()).toBe(15);
	});

	test("shows every cell of an opened family, more rows as they are scrolled to", async () => {
		const { page } = await site.open();
		await page.getByRole("button", { name: "Open all families" }).click();
		const rows = page.locator("tr[data-scenario]");
		await expect
			.poll(async () => {
				await page.evaluate("scrollTo(0, document.body.scrollHeight)");
				return await rows.count();
			})
			.toBe(75);
		const cells = await page.evaluate(
			`[...document.querySelectorAll("[data-cells]")].flatMap((mark) => mark.dataset.cells.split(" ")).length`,
		);
		expect(cells).toBe(ALL);
	});

	test("opens a cell from its address: why, both sides with the difference marked, sequence, command", async () => {
		const { page } = await site.open(`#cell=${FAILED}`);
		await expect.poll(() => page.locator("h1").textContent()).toBe("route-chat/lock-step");
		expect(await page.locator(".about").textContent()).toContain("passes every other scenario");
		expect(await page.locator(".difference .extra, .difference .changed").count()).toBeGreaterThan(
			0,
		);
		const lanes = page.locator(".sequence").first().locator("tbody tr");
		expect(await lanes.locator("b").allTextContents()).toEqual([
			"start",
			"message",
			"message",
			"message",
			"silence",
			"pause",
			"half-close",
			"message",
			"status",
		]);
		const differs = page.locator(".sequence").first().locator("tr.differs");
		expect(await differs.locator("b").allTextContents()).toEqual(["message", "status"]);
		expect(await differs.locator("em").allTextContents()).toEqual([" the first difference"]);
		expect(await page.locator(".command code").textContent()).toContain(`--cell ${FAILED}`);
	});

	test("shows where a job hung, in the words of its reason, and that nothing came there", async () => {
		const { page } = await site.open(`#cell=${HUNG}`);
		await expect.poll(() => page.locator(".reason").textContent()).toMatch(/^hung at step 4 /);
		expect(await page.locator(".found").textContent()).toContain("as timeout at step 4:");
		expect(await page.locator(".where").textContent()).toBe("server ts-go · client ts · tls");
		expect(await page.locator(".difference .observed").first().textContent()).toBe("(nothing)");
		const rows = page.locator(".sequence").first().locator("tbody tr");
		expect(await rows.locator("b").allTextContents()).toEqual([
			"start",
			"message",
			"message",
			"broken off",
		]);
		expect(await rows.locator("em").allTextContents()).toEqual([" the first difference"]);
		expect(await rows.last().textContent()).toContain("not done in time");
	});

	test("does not show what never ran as if it had happened", async () => {
		const { page } = await site.open("#cell=go-published/go/tls/get-feature/known");
		await expect
			.poll(() => page.locator("h2").allTextContents())
			.toEqual(expect.arrayContaining(["What was to happen"]));
		const first = page.locator(".sequence").first().locator("tbody tr").first();
		expect(await first.textContent()).toContain("planned nothing of this ran");
	});

	test("shows of the logs what was written while the cell ran, and nothing in it is markup", async () => {
		const { page } = await site.open(`#cell=${FAILED}`);
		const server = page.locator("details[open] .log");
		await expect.poll(() => server.textContent()).toMatch(/^2026-03-01T12:00:0\d/);
		await page.locator("summary", { hasText: "The driver's log" }).click();
		await expect
			.poll(() => page.locator("details[open] .log").last().textContent())
			.toContain("</script>");
	});

	test("puts another cell of the scenario beside it, chosen in the address", async () => {
		const { page } = await site.open(`#cell=${FAILED}`);
		await expect.poll(() => page.locator(".sequence").count()).toBe(2);
		await page.locator("figcaption select").selectOption("go/go/tls/route-chat/lock-step");
		await expect
			.poll(() => new URL(page.url()).hash)
			.toContain("beside=go/go/tls/route-chat/lock-step");
		await page.reload();
		await expect
			.poll(() => page.locator(".sequence .ends").last().textContent())
			.toContain("server go");
		await page.locator("figcaption select").selectOption("none");
		await expect.poll(() => page.locator(".sequence").count()).toBe(1);
	});

	test("makes links of the web addresses in a reason, and of nothing else in it", async () => {
		const { page } = await site.open("#cell=python/python/plaintext/calls/hundred-at-once");
		const reason = page.locator("p.reason");
		await expect.poll(() => reason.textContent()).toMatch(/ has it \(\S+\)$/);
		const links = reason.locator("a");
		expect(await links.allTextContents()).toEqual([
			"https://example.com/limits",
			"https://example.com/threads_(computing)",
		]);
		expect(await links.last().getAttribute("href")).toBe("https://example.com/threads_(computing)");
	});

	test("copies the command that runs the cell alone, or selects it where copying is refused", async () => {
		const { page } = await site.open(`#cell=${PASSED}`);
		await page.getByRole("button", { name: "Copy" }).click();
		await expect
			.poll(() => page.locator(".command output").textContent())
			.toMatch(/Copied|Selected/);
	});

	test("goes from cell to cell of a filter, and says so of an address that names no cell", async () => {
		const { page } = await site.open(`#cell=${FAILED}&outcome=failed`);
		await expect
			.poll(() => page.locator(".ways").textContent())
			.toContain("Cells filtered by failed");
		await page.getByRole("link", { name: "previous" }).click();
		await expect.poll(() => new URL(page.url()).hash).toContain("ts-python/python/plaintext");
		const none = await site.open("#cell=a/b/tls/c/d");
		await expect.poll(() => none.page.locator("h1").textContent()).toBe("No such cell");
	});

	test("shows where the references differ, what each server did, and the evidence", async () => {
		const { page } = await site.open("#view=differences&row=C1");
		const row = page.locator("#row-C1");
		await expect.poll(() => row.getAttribute("class")).toBe("current");
		expect(await row.textContent()).toContain("those of all streams");
		expect(await page.locator(".behaviours tbody tr").count()).toBe(2);
		await page.getByLabel("Show also").check();
		await expect.poll(() => page.locator(".behaviours tbody tr").count()).toBe(3);
		expect(await page.locator(".known a[href^='javascript:']").count()).toBe(0);
		await row.locator("a[href*=cell]").first().click();
		await expect.poll(() => page.locator("article.cell").count()).toBe(1);
	});

	test("what a server did of a behaviour is a click away, and the way back leads to where one was", async () => {
		const { page } = await site.open("#view=differences");
		await page.setViewportSize({ width: 1280, height: 300 });
		const server = page.locator("#row-C1 td[data-head=ts-python] li");
		expect(await server.allTextContents()).toEqual(["✗failed (2)", "✓as python (28)"]);
		const does = server.locator(".does", { hasText: "failed" });
		await does.scrollIntoViewIfNeeded();
		const scrolled = await page.evaluate("scrollY");
		expect(scrolled).toBeGreaterThan(0);
		await does.click();
		await expect.poll(() => page.locator("article.cell.failed").count()).toBe(1);
		expect(await page.locator(".where").textContent()).toContain("server ts-python");
		await page.goBack();
		await expect.poll(() => page.evaluate("document.activeElement.className")).toBe("does");
		expect(await page.evaluate("scrollY")).toBe(scrolled);
	});

	test("works by keyboard: arrows between marks, Enter opens, Escape leads back to the mark", async () => {
		const { page } = await site.open("#family=get-feature");
		await page.locator("a.mark[tabindex='0']").focus();
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("ArrowRight");
		const focused = () => page.evaluate("document.activeElement.dataset.cells ?? ''");
		await expect.poll(focused).toContain("ts-python/python/plaintext/get-feature/unknown");
		await page.keyboard.press("Enter");
		await expect
			.poll(() => page.locator("article.cell h1").textContent())
			.toBe("get-feature/unknown");
		await page.keyboard.press("Escape");
		await expect.poll(() => new URL(page.url()).hash).toBe("#family=get-feature");
		await expect.poll(focused).toContain("ts-python/python/plaintext/get-feature/unknown");
	});

	test("from a pair of the matrix the keyboard goes on among its cells", async () => {
		const { page } = await site.open();
		await page.locator(".matrix td a").first().focus();
		await page.keyboard.press("Enter");
		await expect.poll(() => page.evaluate("document.activeElement.id")).toBe("scenarios");
		await page.keyboard.press("Tab");
		expect(await page.evaluate("document.activeElement.name")).toBe("text");
	});

	test("one step of the keyboard leads past the ways, to the content", async () => {
		const { page } = await site.open();
		await page.locator(".skip").focus();
		await page.keyboard.press("Enter");
		await expect.poll(() => page.evaluate("document.activeElement.id")).toBe("main");
	});

	test("is as dark as the system, or as is chosen, which a reload keeps", async () => {
		const ground = "getComputedStyle(document.body).backgroundColor";
		const { page } = await site.open("", { theme: "dark" });
		const dark = await page.evaluate(ground);
		await page.locator(".theme select").selectOption("light");
		await expect.poll(() => page.evaluate(ground)).not.toBe(dark);
		const light = await page.evaluate(ground);
		await page.reload();
		await expect.poll(() => page.evaluate(ground)).toBe(light);
		await page.emulateMedia({ media: "print" });
		await page
			.locator(".theme select")
			.selectOption("dark", { force: true })
			.catch(() => {});
		await expect.poll(() => page.evaluate(ground)).toBe(light);
	});
});
