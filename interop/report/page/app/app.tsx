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

/** The report is named by its verdict. */
function useTitle(view: View): void {
	const name = nameOf(view);
	const title = VIEWS.find(([known]) => known !== "" && known === name)?.[1] ?? DATA.verdict.word;
	const shown = view.cell === "" ? title : view.cell;
	useEffect(() => {
		document.title = `${shown} · RouteGuide interop`;
	}, [shown]);
}

/** Who goes into a cell and back is where they were; who goes elsewhere is at the top. */
function useFocus(view: View): void {
	/** `left`: the view from which cells were opened, how far down it was, and the cell that was open last. */
	const last = useRef({ view, left: { name: nameOf(view), scroll: 0, cell: "" } });
	useLayoutEffect(() => {
		const { view: before, left } = last.current;
		if (before.cell !== view.cell || before.view !== view.view) {
			const isBack = view.cell === "" && before.cell !== "" && nameOf(view) === left.name;
			const mark = isBack ? (markOf(left.cell) ?? linkTo(left.cell)) : null;
			scrollTo(0, isBack ? left.scroll : 0);
			(mark ?? main())?.focus({ preventScroll: mark === null });
		}
		if (view.cell !== "") left.cell = view.cell;
		else left.name = nameOf(view);
		last.current = { view, left };
	}, [view]);
	useEffect(() => {
		const remember = () => {
			if (last.current.view.cell === "") last.current.left.scroll = scrollY;
		};
		addEventListener("scroll", remember, { passive: true });
		return () => removeEventListener("scroll", remember);
	}, []);
}

function markOf(cell: string): HTMLElement | null {
	return document.querySelector(`[data-cells~="${CSS.escape(cell)}"]`);
}

/** A link of another view that leads to the cell; one that is folded away cannot be focused. */
function linkTo(cell: string): HTMLElement | null {
	const links = document.querySelectorAll<HTMLElement>(`a[href="${CSS.escape(hashOf({ cell }))}"]`);
	return [...links].find((link) => link.checkVisibility()) ?? null;
}
