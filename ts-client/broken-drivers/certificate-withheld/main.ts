/** Ignores the certificate that it is given for itself. */
import { connect } from "../../channel.ts";
import { drive } from "../support/drive.ts";

await drive({
	connect: (target) =>
		connect({ ...target, tls: target.tls && { ...target.tls, cert: null, key: null } }),
});
