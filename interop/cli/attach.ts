/** `--attach NAME=HOST:PORT[,…]`: a server that already runs, as a peer. */
import { readFileSync } from "node:fs";
import { UsageError } from "../model/error.ts";
import type { AttachedTls, Peer } from "../model/peer.ts";
import { Behaviour, KebabName } from "../model/words.ts";
import { typedPath } from "../support/typed-path.ts";

const FORM =
	"Give NAME=HOST:PORT, then what is so of behaviour=python|go, tls, ca=FILE, name=HOST, cert=FILE,key=FILE, with commas between.";
const KEYS = ["behaviour", "tls", "ca", "name", "cert", "key"] as const;
type Key = (typeof KEYS)[number];

/** The peer that the option's value stands for. Throws UsageError. */
export function attachedPeer(text: string): Peer {
	const wrong = (what: string): never => {
		throw new UsageError(`--attach ${text}: ${what}`, FORM);
	};
	const [head = "", ...words] = text.split(",");
	const at = head.indexOf("=");
	const name = head.slice(0, Math.max(at, 0));
	if (!KebabName.safeParse(name).success) {
		wrong(`expected a name in kebab-case and "=" first, got ${JSON.stringify(head)}`);
	}
	const { host, port } =
		hostAndPort(head.slice(at + 1)) ??
		wrong(`expected HOST:PORT after "=", got ${JSON.stringify(head.slice(at + 1))}`);
	const given = new Map<Key, string>();
	for (const word of words) {
		const [key = "", ...rest] = word.split("=");
		const value = rest.join("=");
		if (!isKey(key)) return wrong(`there is no ${JSON.stringify(key)}`);
		if (given.has(key)) wrong(`${key} is given twice`);
		if (key === "tls" ? rest.length > 0 : value === "") wrong(`${key} has no value like that`);
		given.set(key, value);
	}
	const needing = KEYS.slice(2).find((word) => given.has(word));
	if (needing !== undefined && !given.has("tls")) wrong(`${needing} goes with tls`);
	const file = (key: Key) => {
		const value = given.get(key);
		return value === undefined ? null : pemFile(value, (what) => wrong(`${key}=${value}: ${what}`));
	};
	const behaviour = Behaviour.safeParse(given.get("behaviour") ?? "python");
	if (!behaviour.success) return wrong("behaviour is python or go");
	const [ca, cert, key] = [file("ca"), file("cert"), file("key")];
	if ((cert === null) !== (key === null)) wrong("cert and key go together");
	const tls: AttachedTls | null = given.has("tls")
		? { ca, name: given.get("name") ?? host, client: cert && key ? { cert, key } : null }
		: null;
	const transport = tls === null ? "plaintext" : tls.client === null ? "tls" : "mtls";
	return {
		name,
		title: `Attached at ${head.slice(at + 1)}, over ${transport}`,
		folder: "",
		builtIn: false,
		servers: [
			{
				name,
				behaviour: behaviour.data,
				command: [],
				ready: "connect",
				witness: false,
				obeys: false,
				options: [],
			},
		],
		unsupported: [],
		attached: { host, port, transport, tls },
	};
}

function isKey(word: string): word is Key {
	return (KEYS as readonly string[]).includes(word);
}

/** An address of version 6 stands in brackets. Null where it is none. */
function hostAndPort(text: string): { readonly host: string; readonly port: number } | null {
	const match = /^(?:\[([0-9a-f:.]+)\]|([^\s:/[\]]+)):(\d{1,5})$/i.exec(text);
	const port = Number(match?.[3]);
	const host = match?.[1] ?? match?.[2];
	return host === undefined || port < 1 || port > 65_535 ? null : { host, port };
}

function pemFile(path: string, wrong: (what: string) => never): string {
	const file = typedPath(path);
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch (problem) {
		const { code, message } = problem as NodeJS.ErrnoException;
		return wrong(code === "ENOENT" ? "no such file" : `cannot be read: ${message}`);
	}
	return text.includes("-----BEGIN ") ? file : wrong("expected a PEM file");
}
