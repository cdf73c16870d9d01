/** Takes a wildcard for the name above it as well. */
import tls from "node:tls";
import { drive } from "../support/drive.ts";
import { namesIn, verify } from "../support/verification.ts";

verify({
	fits: (name, certificate) =>
		tls.checkServerIdentity(name, certificate) === undefined ||
		namesIn(certificate, "DNS").some((own) => own === `*.${name}`),
});
await drive({});
