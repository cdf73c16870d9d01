/** Takes a certificate for the address that is dialled, whatever name was asked for. */
import tls from "node:tls";
import { drive } from "../support/drive.ts";
import { namesIn, verify } from "../support/verification.ts";

verify({
	fits: (name, certificate) =>
		tls.checkServerIdentity(name, certificate) === undefined ||
		namesIn(certificate, "IP Address").includes("127.0.0.1"),
});
await drive({});
