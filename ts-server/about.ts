import { createRequire } from "node:module";

/** What this server is written in. */
export const LANGUAGE = `TypeScript on Node ${process.versions.node}`;

/** The gRPC library and its version. */
export function grpcVersion(): string {
	const { name, version } = createRequire(import.meta.url)("@grpc/grpc-js/package.json") as {
		readonly name: string;
		readonly version: string;
	};
	return `${name} ${version}`;
}
