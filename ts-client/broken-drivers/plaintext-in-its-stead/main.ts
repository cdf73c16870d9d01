/** Where the server speaks no TLS, goes on without. */
import { connect } from "../../channel.ts";
import { drive } from "../support/drive.ts";

await drive({ connect: (target) => connect({ ...target, tls: null }) });
