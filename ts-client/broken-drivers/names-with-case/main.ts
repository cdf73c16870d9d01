/** Compares the bytes of names. */
import tls from "node:tls";
import { drive } from "../support/drive.ts";
import { namesIn, verify } from "../support/verification.ts";

verify({
	fits: (name, certificate) =>
		tls.checkServerIdentity(name, certificate) === undefined &&
		(name === name.toLowerCase() || namesIn(certificate, "DNS").includes(name)),
});
await drive({});
