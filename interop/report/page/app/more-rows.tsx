/** Rows come as they are scrolled to: thousands of them at once would keep the page from opening. */
import { flushSync } from "preact/compat";
import { useEffect, useRef, useState } from "preact/hooks";
import { count } from "../../verdict.ts";

/** Rows at first, and with each step. */
const STEP = 48;

/** Kept over views, so that the way back leads to where one was. */
let kept = { key: "", limit: STEP };

/** How many of `rows` to show, and what leads to the others; begins anew with another `key`. */
export function useMoreRows(rows: number, key: string) {
	const [state, setState] = useState(kept);
	const limit = state.key === key ? state.limit : STEP;
	const end = useRef<HTMLDivElement>(null);
	const more = (by: number) => {
		kept = { key, limit: limit + by };
		setState(kept);
	};
	useEffect(() => {
		// A printed page has no more to scroll to.
		const all = () => flushSync(() => more(rows));
		addEventListener("beforeprint", all);
		return () => removeEventListener("beforeprint", all);
	});
	useEffect(() => {
		const { current } = end;
		if (current === null) return;
		const observer = new IntersectionObserver(
			(entries) => {
				if (entries.some(({ isIntersecting }) => isIntersecting)) more(STEP);
			},
			{ rootMargin: "900px" },
		);
		observer.observe(current);
		return () => observer.disconnect();
	});
	const left = rows - limit;
	const rest = left > 0 && (
		<div ref={end} class="rest">
			<button type="button" onClick={() => more(rows)}>
				{count(left)} more rows
			</button>
		</div>
	);
	return { limit, rest };
}
