/** What stands in for the actions that the workflow uses: the same effects, on this machine. */
import { cpSync, existsSync, globSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, matchesGlob, resolve } from "node:path";
import { which } from "zx";

export interface Surroundings {
	/** The repository that is checked out. */
	readonly root: string;
	/** The job's own folder. */
	readonly workspace: string;
	/** Artefacts by name, shared by the jobs of one run. */
	readonly artefacts: string;
	/** Caches by key, likewise. */
	readonly caches: string;
	/** Where a site would be published. */
	readonly site: string;
}

export interface Done {
	readonly outputs: Readonly<Record<string, string>>;
	/** What the action does at the end of a job that went well. */
	readonly afterwards?: () => void;
}

type Inputs = Readonly<Record<string, string>>;
interface Emulated {
	/** The inputs that are understood; any other is refused. */
	readonly inputs: readonly string[];
	carryOut(inputs: Inputs, around: Surroundings): Promise<Done>;
}

const NOTHING: Done = { outputs: {} };

/** A toolchain: the one that is installed here; its cache is what this machine has anyway. */
function setup(program: string, inputs: readonly string[]): Emulated {
	return {
		inputs,
		async carryOut() {
			if ((await which(program, { nothrow: true })) !== null) return NOTHING;
			throw new Error(`${program} is not installed here`);
		},
	};
}

/** By name; the version that the workflow pins is not looked at. */
export const ACTIONS: Readonly<Record<string, Emulated>> = {
	"actions/checkout": {
		inputs: ["persist-credentials"],
		async carryOut(_, { root, workspace }) {
			checkOut(root, workspace);
			return NOTHING;
		},
	},
	"actions/setup-node": setup("node", ["node-version", "cache"]),
	"actions/setup-python": setup("python3", ["python-version", "cache", "cache-dependency-path"]),
	"actions/setup-go": setup("go", ["go-version-file", "cache-dependency-path"]),
	"actions/cache": {
		inputs: ["path", "key"],
		async carryOut({ path = "", key = "" }, { workspace, caches }) {
			const [here, there] = [join(workspace, path), join(caches, key)];
			const hit = existsSync(there);
			if (hit) copy(there, here);
			return {
				outputs: { "cache-hit": hit ? "true" : "" },
				afterwards: () => {
					// Another job may have been first.
					if (!existsSync(there) && existsSync(here)) copy(here, there);
				},
			};
		},
	},
	"actions/upload-artifact": {
		inputs: ["name", "path", "if-no-files-found"],
		async carryOut({ name = "artifact", path = "" }, { workspace, artefacts }) {
			put(join(workspace, path), join(artefacts, name));
			return NOTHING;
		},
	},
	"actions/download-artifact": {
		inputs: ["name", "pattern", "path"],
		async carryOut({ name, pattern, path = "." }, { workspace, artefacts }) {
			const into = join(workspace, path);
			if (name !== undefined) {
				if (!existsSync(join(artefacts, name))) throw new Error(`there is no artefact ${name}`);
				copy(join(artefacts, name), into);
				return NOTHING;
			}
			if (pattern === undefined) throw new Error("expected name or pattern");
			const all = existsSync(artefacts) ? readdirSync(artefacts) : [];
			for (const found of all.filter((one) => matchesGlob(one, pattern))) {
				copy(join(artefacts, found), join(into, found));
			}
			return NOTHING;
		},
	},
	"actions/upload-pages-artifact": {
		inputs: ["path"],
		async carryOut({ path = "_site" }, { workspace, artefacts }) {
			put(join(workspace, path), join(artefacts, "github-pages"));
			return NOTHING;
		},
	},
	"actions/deploy-pages": {
		inputs: [],
		async carryOut(_, { artefacts, site }) {
			copy(join(artefacts, "github-pages"), site);
			return { outputs: { page_url: `file://${site}/` } };
		},
	},
};

/** Carries out `uses: name@version`. Throws Error for an action or an input that is not known here. */
export async function carryOut(uses: string, inputs: Inputs, around: Surroundings): Promise<Done> {
	const name = uses.split("@")[0] ?? "";
	const action = ACTIONS[name];
	if (action === undefined) {
		throw new Error(`${uses}: nothing stands in for it (scripts/workflow/actions.ts)`);
	}
	const strange = Object.keys(inputs).find((input) => !action.inputs.includes(input));
	if (strange !== undefined) throw new Error(`${uses}: the input ${strange} is not understood`);
	return action.carryOut(inputs, around);
}

/** What is never part of a checkout. */
const OUTSIDE = [".git", ".cache", "**/node_modules", "**/__pycache__", "**/*.pyc"];

/** The files as they are now, committed or not, and the packages that are installed: fetching them takes a minute a job. */
function checkOut(root: string, workspace: string): void {
	const ignored = reportsBeside(root);
	cpSync(root, workspace, {
		recursive: true,
		filter: (source) => {
			const path = source.slice(root.length + 1);
			return ![...OUTSIDE, ...ignored].some((glob) => matchesGlob(path, glob));
		},
	});
	// Links, for the packages are many; nothing that runs writes to them.
	cpSync(join(root, "node_modules"), join(workspace, "node_modules"), {
		recursive: true,
		verbatimSymlinks: true,
	});
}

/** What runs have left in reports/, which git ignores. */
function reportsBeside(root: string): string[] {
	return globSync("reports/*", { cwd: root, withFileTypes: true })
		.filter((entry) => !entry.isFile() || /^(selftest|vitest)/.test(entry.name))
		.map(({ name }) => join("reports", name));
}

/** A file, or what is in a folder; refused where there is nothing, or the name is taken. */
function put(from: string, to: string): void {
	if (!existsSync(from)) throw new Error(`${from}: there is nothing to upload`);
	if (existsSync(to)) throw new Error(`there is an artefact ${basename(to)} already`);
	copy(from, statSync(from).isDirectory() ? to : join(to, basename(from)));
}

function copy(from: string, to: string): void {
	mkdirSync(dirname(resolve(to)), { recursive: true });
	cpSync(from, to, { recursive: true });
}
