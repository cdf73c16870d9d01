/** A link to the scenarios of the first view, by a filter; the transport that is switched to stays. */
import type { ComponentChildren } from "preact";
import { type Filter, go, hashOf, type View, viewOf } from "./address.ts";

export function ToScenarios(props: {
	view: View;
	to: Partial<Filter>;
	class?: string;
	children: ComponentChildren;
}) {
	const { view, to, children } = props;
	const href = hashOf({ transport: view.transport, ...to });
	const follow = (event: MouseEvent) => {
		if (event.ctrlKey || event.metaKey || event.shiftKey) return;
		event.preventDefault();
		go(viewOf(href));
		// Once what is asked for is drawn: the page may be longer, or shorter.
		requestAnimationFrame(() => {
			const scenarios = document.getElementById("scenarios");
			scenarios?.scrollIntoView();
			// The next step of the keyboard goes on from there.
			scenarios?.focus({ preventScroll: true });
		});
	};
	return (
		<a class={props.class} href={href} onClick={follow}>
			{children}
		</a>
	);
}
