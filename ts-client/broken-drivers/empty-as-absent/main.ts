/** Does not send a sub-message that has no fields. */

import { isObject } from "../../driver/shape.ts";
import { doing } from "../support/changes.ts";
import { drive } from "../support/drive.ts";

const isEmpty = (value: unknown) => isObject(value) && Object.keys(value).length === 0;

await drive(
	doing((step) =>
		isObject(step.message)
			? {
					...step,
					message: Object.fromEntries(
						Object.entries(step.message).filter(([, value]) => !isEmpty(value)),
					),
				}
			: step,
	),
);
