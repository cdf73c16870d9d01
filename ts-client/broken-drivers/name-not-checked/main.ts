/** Trusts only its authority, but whatever name the certificate carries. */
import { readFileSync } from "node:fs";
import { credentials } from "@grpc/grpc-js";
import { connect } from "../../channel.ts";
import { routeguide } from "../../proto.ts";
import { drive } from "../support/drive.ts";

await drive({
	connect: (target) =>
		target.tls === null
			? connect(target)
			: new routeguide.RouteGuide(
					target.address,
					credentials.createSsl(readFileSync(target.tls.ca ?? ""), null, null, {
						checkServerIdentity: () => undefined,
					}),
				),
});
