/** Credentials that can be given another certificate while the server runs. */
import { ServerCredentials } from "@grpc/grpc-js";
import { contextOf, type TlsMaterial } from "./tls-files.ts";

/** Null gives plaintext. */
export function credentialsOf(material: TlsMaterial | null): RenewableCredentials {
	return material === null ? new Plaintext() : new Tls(material);
}

export abstract class RenewableCredentials extends ServerCredentials {
	/** Connections that come from then on are shown it; those that are there stay as they are. */
	abstract renew(material: TlsMaterial): void;

	override _equals(other: ServerCredentials): boolean {
		return other === this;
	}
}

class Tls extends RenewableCredentials {
	/** Whether clients must show a certificate is settled here. */
	constructor(material: TlsMaterial) {
		super({ requestCert: material.clientCa !== null }, contextOf(material));
	}

	override renew(material: TlsMaterial): void {
		this.updateSecureContextOptions(contextOf(material));
	}
}

class Plaintext extends RenewableCredentials {
	constructor() {
		super(null);
	}

	override renew(): void {}
}
