/** Does not ask for h2, and speaks it all the same. */
import tls from "node:tls";
import { drive } from "../support/drive.ts";

const { connect } = tls;
const silent = ({ ALPNProtocols: _, ...options }: tls.ConnectionOptions, then?: () => void) =>
	connect(options, then);
tls.connect = silent as typeof connect;
await drive({});
