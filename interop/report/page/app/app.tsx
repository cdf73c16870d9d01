/** The page: its ways, and the view that the address asks for. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { filterOf, hashOf, useView, type View } from "./address.ts";
import { Cell } from "./cell.tsx";
import { CELL_BY_ID, DATA } from "./data.ts";
import { Differences } from "./differences.tsx";
import { Report } from "./report.tsx";
import { Run } from "./run.tsx";
import { Theme } from "./theme.tsx";

const VIEWS = [
	["", "Report"],
	["differences", "Where the references differ"],
	["run", "About the run"],
] as const;

export function App() {
	const view = useView();
	useTitle(view);
	useFocus(view);
	return (
		<>
			<button type="button" class="skip" onClick={() => main()?.focus()}>
				To the content
			</button>
			<header class="top">
				<p class="brand">RouteGuide interop</p>
				<nav aria-label="Views">
					{VIEWS.map(([name, title]) => (
						<a
							key={name}
							href={hashOf({ ...filterOf(view), view: name })}
							aria-current={view.cell === "" && nameOf(view) === name ? "page" : undefined}
						>
							{title}
						</a>
					))}
				</nav>
				<Theme />
			</header>
			<main id="main" tabIndex={-1}>
				<Shown view={view} />
			</main>
		</>
	);
}

function Shown({ view }: { view: View }) {
	if (view.cell !== "")
		return <Cell key={view.cell} view={view} cell={CELL_BY_ID.get(view.cell) ?? null} />;
	switch (nameOf(view)) {
		case "differences":
			return <Differences view={view} />;
		case "run":
			return <Run />;
		default:
			return <Report view={view} />;
	}
}

function nameOf({ view }: View): string {
	return VIEWS.some(([name]) => name === view) ? view : "";
}

function main(): HTMLElement | null {
	return document.getElementById("main");
}

function useTitle({ cell }: View): void {
	useEffect(() => {
		document.title = `${cell === "" ? DATA.verdict.word : cell} · RouteGuide interop`;
	}, [cell]);
}

/** Who goes into a cell and back is where they were; who goes elsewhere is at the top. */
function useFocus(view: View): void {
	const last = useRef({ view, scroll: 0, from: "" });
	useLayoutEffect(() => {
		const { view: before, scroll, from } = last.current;
		if (before.cell !== view.cell || before.view !== view.view) {
			const mark = view.cell === "" && before.cell !== "" ? markOf(from) : null;
			if (mark) {
				scrollTo(0, scroll);
				mark.focus();
			} else {
				scrollTo(0, 0);
				main()?.focus({ preventScroll: true });
			}
		}
		last.current = { scroll, view, from: view.cell === "" ? from : view.cell };
	}, [view]);
	useEffect(() => {
		const remember = () => {
			if (last.current.view.cell === "") last.current.scroll = scrollY;
		};
		addEventListener("scroll", remember, { passive: true });
		return () => removeEventListener("scroll", remember);
	}, []);
}

function markOf(cell: string): HTMLElement | null {
	return document.querySelector(`[data-cells~="${CSS.escape(cell)}"]`);
}
