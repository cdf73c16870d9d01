/** The part of the Reflect metadata proposal that @peculiar/x509's injector asks for; it ships none itself. */
const store = new WeakMap<object, Map<unknown, unknown>>();

Object.assign(Reflect, {
	defineMetadata(key: unknown, value: unknown, target: object): void {
		const own = store.get(target) ?? new Map();
		store.set(target, own.set(key, value));
	},
	getMetadata(key: unknown, target: object): unknown {
		return store.get(target)?.get(key);
	},
	getOwnMetadata(key: unknown, target: object): unknown {
		return store.get(target)?.get(key);
	},
});
