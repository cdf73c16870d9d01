/** Takes a name that ends with the certificate's. */
import tls from "node:tls";
import { drive } from "../support/drive.ts";
import { namesIn, verify } from "../support/verification.ts";

verify({
	fits: (name, certificate) =>
		tls.checkServerIdentity(name, certificate) === undefined ||
		namesIn(certificate, "DNS").some((own) => name.endsWith(own)),
});
await drive({});
