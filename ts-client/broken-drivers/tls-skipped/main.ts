/** Ignores the target's TLS. */
import { connect } from "../../channel.ts";
import { drive } from "../support/drive.ts";

await drive({ connect: (target) => connect({ ...target, tls: null }) });
