/** Looks for an address among the certificate's names. */
import tls from "node:tls";
import { drive } from "../support/drive.ts";
import { namesIn, verify } from "../support/verification.ts";

verify({
	fits: (name, certificate) =>
		tls.checkServerIdentity(name, certificate) === undefined &&
		!namesIn(certificate, "IP Address").includes(name),
});
await drive({});
