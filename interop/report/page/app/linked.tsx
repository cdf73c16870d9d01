/** Text in which the web's own addresses are links. */

/** Brackets belong to it in pairs, and what ends a sentence where something follows. */
const ADDRESS = /(https?:\/\/(?:[^\s()"<>.,;:!?]|[.,;:!?]+(?=[^\s()"<>.,;:!?])|\([^\s()"<>]*\))+)/;

export function Linked({ text }: { text: string }) {
	// What is captured comes between the rest: every second part is an address.
	const parts = text.split(ADDRESS);
	return (
		<>
			{parts.map((part, index) =>
				index % 2 === 0 ? (
					part
				) : (
					<a key={part} href={part} rel="noreferrer">
						{part}
					</a>
				),
			)}
		</>
	);
}
