/** Takes messages up to five bytes less than it should: it counts the frame. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = { grpc: { "grpc.max_receive_message_length": 4 * 1024 * 1024 - 5 } };
