/** A peer's `peer.yaml`: what can be a server or a client, and how each runtime starts it. */
import { z } from "zod";
import { ContractVersion } from "./batch.ts";
import { Behaviour, KebabName, ServerOption, Transport } from "./words.ts";

/** An argv array; never a shell string. `{cache}` stands for the peer's own cache folder. */
export const Argv = z.array(z.string().min(1)).min(1);

export const PeerImage = z.strictObject({
	/** The folder that it is built from, relative to the peer's. */
	context: z.string().min(1).default("."),
	/** Relative to the context. What it leaves out stands in `<dockerfile>.dockerignore`, or in the context's own. */
	dockerfile: z.string().min(1),
	/** The Dockerfile's stage; absent: the last. */
	target: z.string().min(1).optional(),
	/** `remote`: it is for engines only that cannot reach this machine; with others the peer runs as a process. */
	engines: z.enum(["all", "remote"]).default("all"),
	/** Build arguments and their defaults; values named in `bases` may be replaced offline. */
	args: z.record(z.string(), z.string()).default({}),
});

export const PeerProcess = z.strictObject({
	/** Commands that are run once to set the peer up, in its folder. */
	setup: z.array(Argv).default([]),
	/** Put before each `command`. */
	"command-prefix": z.array(z.string()).default([]),
});

export const ServerEntry = z.strictObject({
	name: KebabName,
	behaviour: Behaviour,
	command: z.array(z.string()),
	/** `announce`: prints a ready line. `connect`: ready when a gRPC channel is. */
	ready: z.enum(["announce", "connect"]),
	witness: z.boolean().default(false),
	/** Whether it does what request metadata asks it to, as `server-contract.md` says. */
	obeys: z.boolean().default(false),
	/** The settings that it has flags for. */
	options: z.array(ServerOption).default([]),
	/** Calls that may be open on it at once, over all drivers; absent: no limit. */
	"max-open-calls": z.int().positive().optional(),
	/**
	 * Where a program can be read that others have published, and that is taken as it is: what it lacks,
	 * nobody here can give it.
	 */
	unmodified: z.url().optional(),
});
export type ServerEntry = z.infer<typeof ServerEntry>;

export const ClientEntry = z.strictObject({
	name: KebabName,
	command: z.array(z.string()),
	/** The version of the driver contract that it speaks. */
	contract: ContractVersion.default(1),
});
export type ClientEntry = z.infer<typeof ClientEntry>;

export const UnsupportedEntry = z.strictObject({
	role: z.enum(["server", "client"]),
	name: KebabName,
	transports: z.array(Transport).min(1).optional(),
	scenarios: z.array(z.string().min(1)).min(1).optional(),
	reason: z.string().min(1),
	link: z.url().optional(),
});
export type UnsupportedEntry = z.infer<typeof UnsupportedEntry>;

export const PeerFile = z
	.strictObject({
		name: KebabName,
		title: z.string().min(1),
		image: PeerImage.optional(),
		process: PeerProcess.optional(),
		servers: z.array(ServerEntry).default([]),
		client: ClientEntry.optional(),
		unsupported: z.array(UnsupportedEntry).default([]),
	})
	.refine((peer) => peer.servers.length > 0 || peer.client !== undefined, {
		message: "expected at least one of servers and client",
	})
	.refine((peer) => peer.image !== undefined || peer.process !== undefined, {
		message: "expected at least one of image and process",
	});
export type PeerFile = z.infer<typeof PeerFile>;

/** A peer as loaded: its file and the absolute path of its folder. */
export interface Peer extends PeerFile {
	readonly folder: string;
	/** True for the peers that come with the suite: only these vote on agreement. */
	readonly builtIn: boolean;
	/** Where its server already runs, for one of `--attach`: it has no folder, image or process then. */
	readonly attached?: Attached;
}

/** How a server that already runs is reached. */
export interface Attached {
	readonly host: string;
	readonly port: number;
	readonly transport: Transport;
	/** Null over plaintext. */
	readonly tls: AttachedTls | null;
}

/** What a client needs for it over TLS; absolute paths of PEM files. */
export interface AttachedTls {
	/** The authority that signed its certificate; null for those that everybody trusts. */
	readonly ca: string | null;
	/** The name in its certificate. */
	readonly name: string;
	/** What a client has to show; null over plain TLS. */
	readonly client: { readonly cert: string; readonly key: string } | null;
}
