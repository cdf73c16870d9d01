/** Does not verify who signed the server's certificate, nor its name. */
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
					credentials.createSsl(null, null, null, { rejectUnauthorized: false }),
				),
});
