/** A command with a button that copies it. */
import { useRef, useState } from "preact/hooks";

export function Command({ text }: { text: string }) {
	const code = useRef<HTMLElement>(null);
	const [said, say] = useState("");
	const copy = async () => {
		try {
			await navigator.clipboard.writeText(text);
			say("Copied");
		} catch {
			// A browser may refuse it to a page from disk.
			if (code.current) getSelection()?.selectAllChildren(code.current);
			say("Selected: copy it by keyboard");
		}
	};
	return (
		<div class="command">
			<code ref={code}>{text}</code>
			<button type="button" onClick={copy}>
				Copy
			</button>
			<output aria-live="polite">{said}</output>
		</div>
	);
}
