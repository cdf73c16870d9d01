/** How long connections last, and how it is found out that nobody is at their other end. */
import type { ChannelOptions } from "@grpc/grpc-js";

/** Milliseconds each; Infinity: no bound. */
export interface ConnectionLimits {
	/** Each connection is pinged after this time, and again as long after each answer. */
	readonly keepaliveTimeMs: number;
	/** A connection whose ping has had no answer for so long is closed; Infinity: as grpc-js has it, 20 s. */
	readonly keepaliveTimeoutMs: number;
	/** A connection without calls for so long is closed. */
	readonly maxConnectionIdleMs: number;
	/** A connection of this age takes no more calls; its running ones go on. ± 10 %, by chance. */
	readonly maxConnectionAgeMs: number;
	/** As long after that, it is closed, whatever runs. */
	readonly maxConnectionAgeGraceMs: number;
}

/** As grpc-js takes them. It reads no other of gRPC's options on connections. */
export function connectionOptions(limits: ConnectionLimits): ChannelOptions {
	const options: Readonly<Record<string, number>> = {
		"grpc.keepalive_time_ms": limits.keepaliveTimeMs,
		"grpc.keepalive_timeout_ms": limits.keepaliveTimeoutMs,
		"grpc.max_connection_idle_ms": limits.maxConnectionIdleMs,
		"grpc.max_connection_age_ms": limits.maxConnectionAgeMs,
		"grpc.max_connection_age_grace_ms": limits.maxConnectionAgeGraceMs,
	};
	return Object.fromEntries(Object.entries(options).filter(([, ms]) => Number.isFinite(ms)));
}
