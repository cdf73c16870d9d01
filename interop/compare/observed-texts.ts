/** What changes in observed texts from run to run, one named rule each; it is taken out before they are recorded. */

export interface TextRule {
	readonly name: string;
	/** What would otherwise look like a change of behaviour. */
	readonly why: string;
	/** `server`: the name of the server that the text is about. */
	apply(text: string, server: string): string;
}

/** So much of a text is kept. */
const LONGEST = 300;

/** All rules, in the order in which they are applied. */
export const TEXT_RULES: readonly TextRule[] = [
	{
		name: "connection-lost",
		why: "How a connection breaks is a race of the operating system's: an end of file, a reset, a broken pipe.",
		apply: (text) =>
			/EOF|ECONNRESET|EPIPE|reset by peer|[Bb]roken pipe|Socket closed|Connection dropped/.test(
				text,
			)
				? "<connection lost>"
				: text,
	},
	{
		name: "moment",
		why: "grpc-js says when it failed to connect.",
		apply: (text) => text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?/g, "<moment>"),
	},
	{
		name: "address",
		why: "Hosts and ports are others in each run, and in each runtime.",
		apply: (text) =>
			text
				.replaceAll(
					/(?:ipv[46]:)?(?:\[[0-9a-f:]+\]|%5B[0-9a-f:]+%5D|\b\d{1,3}(?:\.\d{1,3}){3}|\b[a-z][a-z0-9.-]*)(?::\d{3,5}\b(?!\.\d))/gi,
					"<address>",
				)
				.replaceAll(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, "<address>"),
	},
	{
		name: "space",
		why: "Go's protobuf puts a space or a no-break space into its errors, as the build has it (G5).",
		apply: (text) => text.replaceAll("\u00a0", " "),
	},
	{
		name: "server-name",
		why: "Each server's certificate carries its own name.",
		apply: (text, server) => text.replaceAll(`${server}.interop.test`, "<server>.interop.test"),
	},
	{
		name: "thread",
		why: "OpenSSL puts the id of its thread before each error.",
		apply: (text) => text.replaceAll(/\b[0-9A-F]{8,16}:error:/g, "<thread>:error:"),
	},
	{
		name: "time",
		why: "How long something took tells of the machine.",
		apply: (text) => text.replaceAll(/\b\d+(?:\.\d+)?\s?m?s\b/g, "<time>"),
	},
	{
		name: "phases",
		why: "grpc-js lists those phases of a call only that took a millisecond or more.",
		apply: (text) => text.replaceAll(/,\s?(?:[A-Za-z ]+: <time>|remote_addr=<address>)/g, ""),
	},
	{
		name: "stream-removed",
		why: "grpcio tells of one and the same end with or without these words, whichever of its threads is first.",
		apply: (text) => text.replace(/^Stream removed \((.*)\)$/s, "$1"),
	},
	{
		name: "header-sizes",
		why: "The size of all headers depends on the length of the server's address.",
		apply: (text) =>
			text.replace(/hard limit \(\d+ vs\. (\d+)\);.*$/s, "hard limit (<size> vs. $1)"),
	},
	{
		name: "length",
		why: "The rest of a long text is a trace, or a list.",
		apply: (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text),
	},
];

/** The text as it is recorded. */
export function recordedText(text: string, server: string): string {
	return TEXT_RULES.reduce((left, rule) => rule.apply(left, server), text);
}
