import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import type { Engine } from "./engine.ts";
import { addressTowards, findThisMachine, isReached } from "./this-machine.ts";

/** An address of this machine's that is not its loopback; undefined where it is in no network. */
const OWN = Object.values(networkInterfaces())
	.flat()
	.find((address) => address?.family === "IPv4" && !address.internal)?.address;
/** Of nobody (RFC 5737). */
const NOBODYS = "203.0.113.7";

type Fetch = (source: string) => Promise<unknown>;
const FETCHED: Fetch = (source) => fetch(source);
const REFUSED: Fetch = () => Promise.reject(new Error("no route"));
const NEVER: Fetch = () => new Promise(() => {});

/** An engine that fetches like that; with that gateway, nobody's, it is not this machine's. */
function engine(
	fetched: Fetch,
	{ host = "127.0.0.1", HttpProxy = "", gateway = NOBODYS } = {},
): Engine {
	const docker = {
		info: async () => ({ OperatingSystem: "Debian", HttpProxy }),
		getNetwork: () => ({
			inspect: async () => ({ IPAM: { Config: [{ Gateway: gateway }] } }),
		}),
		createImage: async ({ fromSrc }: { readonly fromSrc: string }) => {
			await fetched(fromSrc);
			return Readable.from(["{}"]);
		},
	};
	return { docker, host, version: "20.10" } as unknown as Engine;
}

test("an engine that gets a connection here reaches this machine", async () => {
	expect(await isReached(engine(FETCHED), "127.0.0.1", "127.0.0.1")).toBe(true);
});

test("one that is refused, or never answers, does not", async () => {
	expect(await isReached(engine(REFUSED), "127.0.0.1", "127.0.0.1")).toBe(false);
	expect(await isReached(engine(NEVER), "127.0.0.1", "127.0.0.1", 50)).toBe(false);
});

test("one that asks its proxy cannot tell, and is believed", async () => {
	const proxied = engine(REFUSED, { HttpProxy: "http://proxy.example" });
	expect(await isReached(proxied, "127.0.0.1", "127.0.0.1")).toBe(true);
});

test("towards loopback, and towards nowhere, this machine has no address to give", async () => {
	expect(await addressTowards("127.0.0.1")).toBeNull();
	expect(await addressTowards("localhost")).toBeNull();
	expect(await addressTowards("no-such-host.invalid")).toBeNull();
});

test.runIf(OWN)("towards its own network it has its address there", async () => {
	expect(await addressTowards(OWN ?? "")).toBe(OWN);
});

test.runIf(OWN && process.platform === "linux")(
	"where no address is given, the one towards the engine is taken, once the engine has tried it",
	async () => {
		const host = OWN ?? "";
		expect(await findThisMachine(engine(FETCHED, { host }))).toEqual({
			remote: true,
			bind: OWN,
			address: OWN,
			said: expect.stringMatching(/reaches this one at/),
		});
		expect(await findThisMachine(engine(REFUSED, { host }))).toMatchObject({
			remote: true,
			address: null,
			said: expect.stringContaining(`does not reach this one at ${OWN}`),
		});
		expect(await findThisMachine(engine(FETCHED))).toMatchObject({ remote: true, address: null });
	},
);

test("an engine whose gateway has an address of ours is ours only where it gets a connection there", async () => {
	const gateway = "127.0.0.1";
	expect(await findThisMachine(engine(FETCHED, { gateway }))).toEqual({
		remote: false,
		bind: gateway,
		address: "host-gateway",
		said: "",
	});
	expect(await findThisMachine(engine(REFUSED, { gateway }))).toMatchObject({
		remote: true,
		address: null,
		said: expect.stringContaining("another machine's"),
	});
});

test.runIf(OWN)("an address that is given is bound, and nothing else is", async () => {
	const given = OWN ?? "";
	const machine = await findThisMachine(engine(FETCHED), given);
	expect(machine).toMatchObject({ remote: true, bind: given, address: given });
});

test("one that others know this machine by, and it does not have, is bound everywhere", async () => {
	const asked: string[] = [];
	const translated = engine(async (source) => {
		asked.push(new URL(source).hostname);
		await fetch(source.replace(NOBODYS, "127.0.0.1"));
	});
	const machine = await findThisMachine(translated, NOBODYS);
	expect(machine).toMatchObject({ bind: "0.0.0.0", address: NOBODYS });
	expect(asked).toEqual([NOBODYS]);
});

test("one that is given, and where the engine gets no connection, ends it with what to do", async () => {
	await expect(findThisMachine(engine(REFUSED), NOBODYS)).rejects.toMatchObject({
		name: "RuntimeMissingError",
		message: `--host-address ${NOBODYS}: the engine does not reach this machine there`,
		hint: expect.stringContaining("firewall"),
	});
});

test("what was listened on to be asked for is free afterwards", async () => {
	let port = 0;
	await isReached(
		engine(async (source) => {
			port = Number(new URL(source).port);
		}),
		"127.0.0.1",
		"127.0.0.1",
	);
	const again = createServer();
	await new Promise<void>((resolve, reject) => {
		again.once("error", reject);
		again.listen(port, "127.0.0.1", resolve);
	});
	await new Promise((resolve) => again.close(resolve));
});
