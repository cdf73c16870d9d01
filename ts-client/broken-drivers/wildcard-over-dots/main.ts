/** Takes any number of labels for a star. */
import tls from "node:tls";
import { drive } from "../support/drive.ts";
import { namesIn, verify } from "../support/verification.ts";

verify({
	fits: (name, certificate) =>
		tls.checkServerIdentity(name, certificate) === undefined ||
		namesIn(certificate, "DNS").some((own) => own.startsWith("*.") && name.endsWith(own.slice(1))),
});
await drive({});
