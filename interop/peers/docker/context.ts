/** What an image is built from. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import dockerignoreModule from "@balena/dockerignore";
import { type TarEntry, tar } from "./tar.ts";

// A CommonJS module whose types promise a default export of the other kind.
const dockerignore = dockerignoreModule as unknown as typeof dockerignoreModule.default;

/**
 * A folder as a build context, less what the Dockerfile's own ignore file names, or else its .dockerignore;
 * never less the Dockerfile.
 */
export async function packContext(folder: string, dockerfile: string): Promise<Buffer> {
	const listed = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = listed
		.filter((entry) => !entry.isDirectory())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
		.map((path) => path.split(sep).join("/"));
	const patterns = await ignored(folder, dockerfile);
	const wanted = dockerignore({ ignorecase: false }).add(patterns).createFilter();
	const kept = files.filter((path) => path === dockerfile || wanted(path)).sort();
	return tar(await Promise.all(kept.map((path) => read(folder, path))));
}

async function ignored(folder: string, dockerfile: string): Promise<string> {
	const shared = () => readFile(join(folder, ".dockerignore"), "utf8").catch(() => "");
	return readFile(join(folder, `${dockerfile}.dockerignore`), "utf8").catch(shared);
}

async function read(folder: string, path: string): Promise<TarEntry> {
	const file = join(folder, path);
	const { mode } = await stat(file);
	return { path, executable: (mode & 0o111) !== 0, content: await readFile(file) };
}
