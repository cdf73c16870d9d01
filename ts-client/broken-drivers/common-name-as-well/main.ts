/** Takes a common name that fits, whatever alternative names there are. */
import tls from "node:tls";
import { drive } from "../support/drive.ts";
import { verify } from "../support/verification.ts";

verify({
	fits: (name, certificate) =>
		tls.checkServerIdentity(name, certificate) === undefined || certificate.subject.CN === name,
});
await drive({});
