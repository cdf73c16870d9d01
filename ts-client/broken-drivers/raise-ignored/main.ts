/** Lets its limit on what it receives be lowered, and not be raised. */
import { connect } from "../../channel.ts";
import { drive } from "../support/drive.ts";

const USUAL = 4 * 1024 * 1024;

await drive({
	connect: ({ channel, ...target }) =>
		connect({
			...target,
			channel: {
				...channel,
				max_receive_bytes: Math.min(channel?.max_receive_bytes ?? USUAL, USUAL),
			},
		}),
});
