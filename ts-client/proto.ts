/** RouteGuide as proto-loader reads it, typed by the generated types. Source: proto/route_guide.proto. */
import { fileURLToPath } from "node:url";
import { loadPackageDefinition } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import type { ProtoGrpcType } from "../proto/generated/route_guide.ts";
import type { RouteGuideClient } from "../proto/generated/routeguide/RouteGuide.ts";

const packageDefinition = loadSync(
	fileURLToPath(new URL("../proto/route_guide.proto", import.meta.url)),
	// With defaults, an absent sub-message is null, and an absent scalar its proto3 default.
	{ keepCase: true, defaults: true, oneofs: true },
);

/** The package `routeguide`: the client's constructor and the message types. */
export const { routeguide } = loadPackageDefinition(packageDefinition) as unknown as ProtoGrpcType;

/** The generated stub: one HTTP/2 channel, four methods. */
export type RouteGuideStub = RouteGuideClient;
