// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what GitHub's expressions look like
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { stringify } from "yaml";
import { readWorkflow, type Workflow } from "./file.ts";
import { inOrder, runWorkflow } from "./run.ts";

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "workflow-test-"));
	writeFileSync(join(folder, "file.txt"), "text");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const CHECKOUT = { uses: "actions/checkout@v4" };

/** A workflow with these jobs, as read from a file. */
function workflow(jobs: Record<string, object>, more: object = {}): Workflow {
	const file = join(folder, "workflow.yml");
	const withRunner = Object.entries(jobs).map(([id, job]) => [id, { "runs-on": "any", ...job }]);
	writeFileSync(
		file,
		stringify({
			name: "test",
			on: { push: null, pull_request: null, workflow_dispatch: { inputs: {} } },
			permissions: { contents: "read" },
			defaults: { run: { shell: "bash" } },
			jobs: Object.fromEntries(withRunner),
			...more,
		}),
	);
	return readWorkflow(file);
}

async function ran(
	jobs: Record<string, object>,
	more: object = {},
	{ signal }: AbortController = new AbortController(),
) {
	const said: string[] = [];
	const results = await runWorkflow({
		workflow: workflow(jobs, more),
		root: folder,
		out: join(folder, "reports/out"),
		github: { event_name: "push", ref: "refs/heads/main" },
		inputs: { word: "given" },
		say: (line) => said.push(line.trim()),
		signal,
	});
	return { results: Object.fromEntries(results), said };
}
const left = (path: string) => readFileSync(join(folder, "reports/out", path), "utf8");

test("outputs make a matrix, whose runs hand their artefacts to the job after them", async () => {
	const { results } = await ran({
		last: {
			needs: ["first", "each"],
			steps: [
				{ uses: "actions/download-artifact@v4", with: { pattern: "part-*", path: "parts" } },
				{ run: 'cat parts/*/part.txt > all.txt; cat all.txt >> "$GITHUB_STEP_SUMMARY"' },
				{ uses: "actions/upload-artifact@v4", with: { name: "all", path: "all.txt" } },
			],
		},
		first: {
			outputs: { matrix: "${{ steps.made.outputs.matrix }}" },
			steps: [
				{
					id: "made",
					run: `echo 'matrix={"include":[{"name":"a"},{"name":"b"}]}' >> "$GITHUB_OUTPUT"`,
				},
			],
		},
		each: {
			needs: "first",
			strategy: { "fail-fast": false, matrix: "${{ fromJSON(needs.first.outputs.matrix) }}" },
			steps: [
				{ run: 'mkdir part; echo "$NAME" > part/part.txt', env: { NAME: "${{ matrix.name }}" } },
				{
					uses: "actions/upload-artifact@v4",
					with: { name: "part-${{ matrix.name }}", path: "part" },
				},
			],
		},
	});
	expect(results).toEqual({ first: "success", each: "success", last: "success" });
	expect(left("artefacts/all/all.txt")).toBe("a\nb\n");
	expect(left("last/summary.md")).toBe("a\nb\n");
	expect(JSON.parse(left("results.json"))).toEqual(results);
});

test("a checkout holds the project, though the run's own folder is within it; nothing of it is left", async () => {
	mkdirSync(join(folder, "node_modules/package"), { recursive: true });
	mkdirSync(join(folder, "reports/earlier"), { recursive: true });
	const { results } = await ran({
		job: {
			steps: [
				CHECKOUT,
				{ run: "test -f file.txt && test -d node_modules/package && test ! -e reports/earlier" },
				{ run: 'test ! -e reports/out && pwd > "$GITHUB_STEP_SUMMARY"' },
			],
		},
	});
	expect(results).toEqual({ job: "success" });
	const workspace = left("job/summary.md").trim();
	expect(existsSync(workspace)).toBe(false);
	expect(readdirSync(join(folder, "reports/out")).sort()).toEqual(["job", "results.json"]);
});

test("a failure stops its job, but for steps and jobs that ask to go on", async () => {
	const { results, said } = await ran({
		fails: {
			steps: [
				{ name: "one", run: "false | true" },
				{ name: "two", run: "echo never" },
				{ name: "three", if: "${{ !cancelled() }}", run: "true" },
				{ name: "four", if: "failure()", run: "true" },
			],
		},
		waits: { needs: "fails", steps: [{ run: "true" }] },
		"goes-on": { needs: "fails", if: "${{ always() }}", steps: [{ run: "true" }] },
	});
	expect(results).toEqual({ fails: "failure", waits: "skipped", "goes-on": "success" });
	expect(said.join("\n")).toMatch(/✗ one: .*exit code 1.*\n– two: skipped\n· three\n· four/);
});

test.each([
	["the step", (script: string) => script],
	["what the step runs", (script: string) => `bash -c "${script}" || true`],
])(
	"an interruption is passed on to %s, which ends in order, and no step follows",
	async (_, as) => {
		const interrupted = new AbortController();
		const file = (name: string) => join(folder, name);
		const end = `sleep 1; pwd -P > ${file("ended")}; exit 1`;
		const script = `trap '${end}' TERM; touch ${file("begun")}; sleep 600 & wait`;
		const running = ran(
			{
				job: {
					steps: [{ run: as(script) }, { if: "always()", run: `touch ${file("next")}` }],
				},
			},
			{},
			interrupted,
		);
		await vi.waitFor(() => expect(existsSync(file("begun"))).toBe(true), { timeout: 30_000 });
		interrupted.abort();
		await expect(running).rejects.toThrow("aborted");
		const workspace = readFileSync(file("ended"), "utf8").trim();
		expect(workspace).not.toBe("");
		expect([existsSync(workspace), existsSync(file("next"))]).toEqual([false, false]);
	},
);

test("variables: the workflow's, a step's own, and those that a step exports", async () => {
	const { results } = await ran(
		{
			job: {
				steps: [
					{ run: 'test "$OF_ALL" = given && echo NEW=1 >> "$GITHUB_ENV"' },
					{ run: 'test "$NEW$OWN" = 12', env: { OWN: "2" } },
					{ run: 'test -z "$OWN" && test "$GITHUB_ACTIONS" = true' },
					{ if: "env.NEW == '1' && github.ref == 'refs/heads/main'", run: "exit 3" },
				],
			},
		},
		{ env: { OF_ALL: "${{ inputs.word || 'default' }}" } },
	);
	expect(results).toEqual({ job: "failure" });
});

test("a cache is there for the job after the one that filled it", async () => {
	const cache = {
		id: "cache",
		uses: "actions/cache@v4",
		with: { path: ".cache/x", key: "x-${{ hashFiles('*.txt') }}" },
	};
	const job = (hit: string) => ({
		steps: [
			{ run: "echo text > file.txt" },
			cache,
			{ run: `test "$HIT" = "${hit}"`, env: { HIT: "${{ steps.cache.outputs.cache-hit }}" } },
			{ run: "mkdir -p .cache; touch .cache/x" },
		],
	});
	const { results } = await ran({ cold: job(""), warm: { needs: "cold", ...job("true") } });
	expect(results).toEqual({ cold: "success", warm: "success" });
});

const WRONG: readonly (readonly [string, object, RegExp])[] = [
	["an action that nothing stands in for", { uses: "someone/thing@v1" }, /✗ .*nothing stands in/],
	["an input that is not understood", { ...CHECKOUT, with: { depth: 1 } }, /✗ .*input depth/],
	[
		"an artefact that is not there",
		{ uses: "actions/download-artifact@v4", with: { name: "x" } },
		/✗ .*no artefact x/,
	],
	[
		"nothing to upload",
		{ uses: "actions/upload-artifact@v4", with: { name: "x", path: "x" } },
		/✗ .*nothing to upload/,
	],
];
test.each(WRONG)("%s fails the job", async (_, step, says) => {
	const { results, said } = await ran({ job: { steps: [step] } });
	expect(results).toEqual({ job: "failure" });
	expect(said.join("\n")).toMatch(says);
});

test("a function or a context that there is not is an error", async () => {
	const job = (condition: string) => ({ job: { steps: [{ if: condition, run: "true" }] } });
	await expect(ran(job("unknown()"))).rejects.toThrow(/unknown/i);
	await expect(ran(job("secrets.KEY == ''"))).rejects.toThrow(/secrets/i);
});

test("what a workflow has beyond what is understood is refused, with its key", () => {
	const steps = [{ run: "true" }];
	expect(() => workflow({ job: { steps, services: {} } })).toThrow(/jobs.job.*services/);
	expect(() => workflow({ job: { steps: [{ run: "true", shell: "sh" }] } })).toThrow(/shell/);
	expect(() => workflow({ job: { steps: [{ name: "empty" }] } })).toThrow(/either uses or run/);
	expect(() => inOrder(workflow({ job: { steps, needs: "gone" } }).jobs)).toThrow(/needs: .*job/);
});

test("the project's own workflow is understood, and its jobs are in an order", () => {
	const file = resolve(import.meta.dirname, "../../.github/workflows/interop.yml");
	expect(inOrder(readWorkflow(file).jobs).map(([id]) => id)).toEqual([
		"plan",
		"part",
		"merge",
		"publish",
	]);
});
