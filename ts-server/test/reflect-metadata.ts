/**
 * What @peculiar/x509's injector needs of reflect-metadata, which it asks for and does not bring:
 * values kept per object and key. Import it before @peculiar/x509.
 */
const kept = new Map<unknown, WeakMap<object, unknown>>();
const read = (key: unknown, target: object) => kept.get(key)?.get(target);

Object.assign(Reflect, {
	getMetadata: read,
	getOwnMetadata: read,
	defineMetadata: (key: unknown, value: unknown, target: object) => {
		kept.set(key, (kept.get(key) ?? new WeakMap()).set(target, value));
	},
});
