/** Messages as they go on the wire, written without going through objects of protobufjs's own. */

import protobuf from "protobufjs/minimal.js";
import type { Feature } from "../proto/generated/routeguide/Feature.ts";

/** The tags of a field: its number, and 2 for bytes or 0 for a varint. */
const NAME = (1 << 3) | 2;
const LOCATION = (2 << 3) | 2;
const LATITUDE = 1 << 3;
const LONGITUDE = 2 << 3;

/** A message that is encoded already: it passes for one, and the serializer lets it through. */
export type Encoded<Message> = Message & Buffer;

/** A feature without its zeros and empty texts, as proto3 asks; a location is present even if empty. */
export function encodeFeature({ name = "", location }: Feature): Encoded<Feature> {
	const writer = protobuf.Writer.create();
	if (name !== "") writer.uint32(NAME).string(name);
	if (location) {
		const { latitude = 0, longitude = 0 } = location;
		writer.uint32(LOCATION).fork();
		if (latitude !== 0) writer.uint32(LATITUDE).int32(latitude);
		if (longitude !== 0) writer.uint32(LONGITUDE).int32(longitude);
		writer.ldelim();
	}
	return writer.finish() as Encoded<Feature>;
}
