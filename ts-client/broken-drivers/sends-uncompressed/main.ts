/** Ignores that it should compress. */
import { connect } from "../../channel.ts";
import { drive } from "../support/drive.ts";

await drive({
	connect: ({ channel, ...target }) => {
		const { compression: _, ...rest } = channel ?? {};
		return connect({ ...target, channel: rest });
	},
});
