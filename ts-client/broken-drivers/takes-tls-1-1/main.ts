/** Lets itself be talked down to TLS 1.1. */
import { drive } from "../support/drive.ts";
import { contextsWith } from "../support/verification.ts";

contextsWith((options) => ({
	...options,
	minVersion: "TLSv1.1",
	ciphers: "DEFAULT@SECLEVEL=0",
}));
await drive({});
