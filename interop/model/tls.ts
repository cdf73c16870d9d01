/** TLS as a scenario can ask for it: certificates, names and authorities other than the usual ones. */
import { z } from "zod";

/** Where a name stands in certificates and scenarios for the server's own. */
export const SERVER_NAME = "{server}";

/** What a server shows. The names in it are `{server}.interop.test` only, where nothing else is said. */
export const ServerCertificate = z.enum([
	/** ECDSA (P-256), signed by the run's authority itself. */
	"usual",
	"expired",
	"not-yet-valid",
	/** Its name is its subject's common name, and there is no subject alternative name. */
	"common-name-only",
	/** For `*.{server}.interop.test` and the address 127.0.0.1; its common name is `cn-{server}.interop.test`. */
	"names",
	"rsa",
	/** Signed by an intermediate authority, whose certificate the server sends along. */
	"chain",
	/** The same, and the server sends its own alone. */
	"chain-cut",
	/** The same as `chain`, and what signed it is no authority but a server's certificate. */
	"signed-by-a-server",
	/** Good for clients only, by its extended key usage. */
	"client-purpose",
]);
export type ServerCertificate = z.infer<typeof ServerCertificate>;

/** What a client shows, where it is asked; `none`: nothing. They are as the server's of that name. */
export const ClientCertificate = z.enum([
	/** The common name is client.interop.test. */
	"usual",
	"none",
	/** Signed by an authority that no server trusts. */
	"unknown",
	"expired",
	/** The common name is another.interop.test. */
	"another",
	"rsa",
	"chain",
	"chain-cut",
	/** Good for servers only. */
	"server-purpose",
]);
export type ClientCertificate = z.infer<typeof ClientCertificate>;

/** Whom a client trusts: the run's authority, one that signed nothing here, or both of them. */
export const Trusted = z.enum(["usual", "unknown", "both"]);
export type Trusted = z.infer<typeof Trusted>;

/** How the client of a scenario uses TLS; what is absent is as its transport has it. */
export const ClientTls = z.strictObject({
	/** What it speaks, where that is not what the server expects. */
	client: z.enum(["plaintext", "tls"]).optional(),
	client_certificate: ClientCertificate.optional(),
	ca: Trusted.optional(),
	/** The name that the server's certificate must carry; `{server}` in it is the server's own. */
	name: z.string().min(1).optional(),
});
export type ClientTls = z.infer<typeof ClientTls>;

/** TLS as a scenario has it. */
export const ScenarioTls = z.strictObject({
	server_certificate: ServerCertificate.optional(),
	...ClientTls.shape,
});
export type ScenarioTls = z.infer<typeof ScenarioTls>;
