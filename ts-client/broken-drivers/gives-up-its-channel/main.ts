/** Closes its channel once a call was UNAVAILABLE, and does not make another. */
import type { EventEmitter } from "node:events";
import { type ServiceError, status } from "@grpc/grpc-js";
import { calling } from "../support/calls.ts";
import { drive } from "../support/drive.ts";

await drive(
	calling((call: EventEmitter, stub) => {
		call.on("status", ({ code }: ServiceError) => {
			if (code === status.UNAVAILABLE) stub.close();
		});
	}),
);
