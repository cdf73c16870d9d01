import { ServerCredentials } from "@grpc/grpc-js";
import { contextOf, readTlsFiles, type TlsFiles, type TlsMaterial } from "./tls-files.ts";

/**
 * Credentials that can be given another certificate while the server runs: connections that come then are
 * shown it, those that are there stay as they are.
 */
export class RenewableCredentials extends ServerCredentials {
	/** Clients must show a certificate where there is an authority for them; that does not change later. */
	constructor(material: TlsMaterial) {
		super({ requestCert: material.clientCa !== null }, contextOf(material));
	}

	renew(material: TlsMaterial): void {
		this.updateSecureContextOptions(contextOf(material));
	}

	override _equals(other: ServerCredentials): boolean {
		return other === this;
	}
}

/**
 * The credentials that the files give; null gives plaintext.
 *
 * @throws {StartError} naming the flag and the file.
 */
export function loadCredentials(files: TlsFiles): RenewableCredentials;
export function loadCredentials(files: TlsFiles | null): ServerCredentials;
export function loadCredentials(files: TlsFiles | null): ServerCredentials {
	return files === null
		? ServerCredentials.createInsecure()
		: new RenewableCredentials(readTlsFiles(files));
}
