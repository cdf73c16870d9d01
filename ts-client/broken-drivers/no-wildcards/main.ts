/** Compares names letter by letter, stars as well. */
import { drive } from "../support/drive.ts";
import { namesIn, verify } from "../support/verification.ts";

verify({
	fits: (name, certificate) =>
		namesIn(certificate, "DNS").includes(name.toLowerCase()) ||
		namesIn(certificate, "IP Address").includes(name),
});
await drive({});
