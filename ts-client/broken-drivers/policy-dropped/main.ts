/** Does not read service configs, and so never tries again. */
import { connect } from "../../channel.ts";
import { drive } from "../support/drive.ts";

await drive({
	connect: ({ channel: { service_config: _, ...channel } = {}, ...target }) =>
		connect({ ...target, channel }),
});
