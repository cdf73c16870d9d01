/** Drops a certificate of its own that has an RSA key. */
import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect } from "../../channel.ts";
import { drive } from "../support/drive.ts";

await drive({
	connect: (target) => {
		const { tls } = target;
		const rsa = tls?.key && createPrivateKey(readFileSync(tls.key)).asymmetricKeyType === "rsa";
		return connect(rsa ? { ...target, tls: { ...tls, cert: null, key: null } } : target);
	},
});
