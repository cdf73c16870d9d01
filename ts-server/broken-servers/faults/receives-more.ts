/** Has no limit on messages. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = { grpc: { "grpc.max_receive_message_length": -1 } };
