/** Tar archives in memory, the same bytes for the same files whenever and wherever they were checked out. */

export interface TarEntry {
	/** Relative, with forward slashes. */
	readonly path: string;
	readonly executable: boolean;
	readonly content: Buffer;
}

const BLOCK = 512;

/** An archive of these files, in the order given. Throws where a path is too long for the format. */
export function tar(entries: readonly TarEntry[]): Buffer {
	const blocks = entries.flatMap((entry) => [header(entry), entry.content, padding(entry)]);
	return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

function padding({ content }: TarEntry): Buffer {
	return Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
}

/** A ustar header: POSIX.1-1988; owner 0, time 0. */
function header({ path, executable, content }: TarEntry): Buffer {
	const { prefix, name } = split(path);
	const block = Buffer.alloc(BLOCK);
	block.write(name, 0);
	block.write(octal(executable ? 0o755 : 0o644, 8), 100);
	block.write(octal(0, 8), 108);
	block.write(octal(0, 8), 116);
	block.write(octal(content.length, 12), 124);
	block.write(octal(0, 12), 136);
	block.write(" ".repeat(8), 148);
	block.write("0", 156);
	block.write("ustar\0", 257);
	block.write("00", 263);
	block.write(prefix, 345);
	const sum = block.reduce((total, byte) => total + byte, 0);
	block.write(`${octal(sum, 7)} `, 148);
	return block;
}

/** The format has 100 bytes for a name and 155 for the folders before it. */
function split(path: string): { prefix: string; name: string } {
	if (Buffer.byteLength(path) <= 100) return { prefix: "", name: path };
	for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) {
		const prefix = path.slice(0, at);
		const name = path.slice(at + 1);
		if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(name) <= 100) return { prefix, name };
	}
	throw new Error(`the path is too long for a build context: ${path}`);
}

function octal(value: number, width: number): string {
	return `${value.toString(8).padStart(width - 1, "0")}\0`;
}
