/** The files of a made database: itself, points to ask for, and an area; made once into the cache. */
import { createHash } from "node:crypto";
import {
	createWriteStream,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { cacheRoot } from "../../interop/support/cache-root.ts";
import { type Features, LOADS } from "../model/loads.ts";
import { areaOf, locationOf, samplePoints } from "./layout.ts";

/** Paths of JSON files. */
export interface DatabaseFiles {
	/** A list of features, as `--json_db_file` wants it. */
	readonly database: string;
	/** A list of points of some of them. */
	readonly points: string;
	/** The rectangle that ListFeatures is asked for. */
	readonly area: string;
}

const POINTS = 1_000;
const STREETS = [
	"Patriots Path",
	"Mill Road",
	"Old Mine Road",
	"Ridge Avenue",
	"South Mountain Road",
];
const TOWNS = [
	"Mendham",
	"Whippany",
	"Shohola",
	"Kingston",
	"New Hampton",
	"Pine Bush",
	"Wallkill",
];
/** Features that are written at a time. */
const CHUNK = 5_000;

/** Makes them where they are not there yet, or were made in another way. */
export async function databaseFiles(
	features: Features,
	log: (line: string) => void,
	signal: AbortSignal,
): Promise<DatabaseFiles> {
	const folder = join(cacheRoot(), `bench-${features}-${wayOfMaking()}`);
	const files = (below: string): DatabaseFiles => ({
		database: join(below, "features.json"),
		points: join(below, "points.json"),
		area: join(below, "area.json"),
	});
	if (existsSync(folder)) return files(folder);
	log(`making a database of ${features.toLocaleString("en")} features …`);
	mkdirSync(cacheRoot(), { recursive: true });
	// Made beside, and moved: whoever makes it at the same time finds a whole one.
	const draft = mkdtempSync(join(cacheRoot(), "bench-"));
	try {
		const { database, points, area } = files(draft);
		await pipeline(Readable.from(featureLines(features)), createWriteStream(database), { signal });
		writeFileSync(points, JSON.stringify(samplePoints(POINTS, features)));
		const { perCall } = LOADS[features]["server-streaming"];
		writeFileSync(area, JSON.stringify(areaOf(perCall, features)));
		if (!existsSync(folder)) renameSync(draft, folder);
	} finally {
		rmSync(draft, { recursive: true, force: true });
	}
	return files(folder);
}

/** The text of the database, in parts. */
export function* featureLines(features: number): Generator<string> {
	yield "[\n";
	for (let from = 0; from < features; from += CHUNK) {
		const length = Math.min(CHUNK, features - from);
		const lines = Array.from({ length }, (_, at) => featureLine(from + at, features));
		yield `${from === 0 ? "" : ",\n"}${lines.join(",\n")}`;
	}
	yield "\n]\n";
}

function featureLine(index: number, features: number): string {
	const street = STREETS[index % STREETS.length];
	const town = TOWNS[index % TOWNS.length];
	return JSON.stringify({
		location: locationOf(index, features),
		name: `${index} ${street}, ${town}, NJ 07945, USA`,
	});
}

/** Changes with the code that decides what is in the files. */
function wayOfMaking(): string {
	const hash = createHash("sha256");
	for (const name of ["files.ts", "layout.ts", "../model/loads.ts"]) {
		hash.update(readFileSync(join(import.meta.dirname, name)));
	}
	return hash.digest("hex").slice(0, 16);
}
