/** The X.509 library speaks of the browser's global types; Node's own stand in for them. */
import type { webcrypto } from "node:crypto";

declare global {
	interface CryptoKey extends webcrypto.CryptoKey {}
	interface CryptoKeyPair extends webcrypto.CryptoKeyPair {}
	interface Crypto extends webcrypto.Crypto {}
}
