/** A cell's messages as arrows, client left, server right, in the order in which the driver saw them. */
import type { ArrowKind, PageArrow, PageStory } from "../data.ts";
import { type AppCell, DATA } from "./data.ts";

type Way = "right" | "left" | "none";

const KINDS: Readonly<Record<ArrowKind, readonly [word: string, way: Way]>> = {
	planned: ["planned", "none"],
	start: ["start", "right"],
	sent: ["message", "right"],
	half_closed: ["half-close", "right"],
	cancelled: ["cancel", "right"],
	headers: ["initial metadata", "left"],
	message: ["message", "left"],
	status: ["status", "left"],
	pause: ["pause", "none"],
	silence: ["silence", "none"],
	noise: ["no silence", "none"],
	broken: ["broken off", "none"],
	more: ["", "none"],
};

const SPOKEN: Readonly<Record<Way, string>> = {
	right: "client to server",
	left: "server to client",
	none: "",
};

/** `story`: says where the first difference lies. */
export function Sequence({ cell, story }: { cell: AppCell; story: PageStory | null }) {
	const arrows = DATA.sequences[cell.sequence] ?? [];
	const withCall = new Set(arrows.flatMap(([, call]) => (call === "" ? [] : [call]))).size > 1;
	const at = story?.at ?? null;
	const first = story?.arrow ?? -1;
	return (
		<table
			class="sequence"
			aria-label={`Messages between server ${cell.server} and client ${cell.client}, ${cell.transport}`}
		>
			<thead>
				<tr>
					<th scope="col" class="time">
						ms
					</th>
					{withCall && (
						<th scope="col" class="call">
							call
						</th>
					)}
					<th scope="col">
						<span class="ends">
							<span>client {cell.client}</span> <span>server {cell.server}</span>
						</span>
					</th>
				</tr>
			</thead>
			<tbody>
				{arrows.map((arrow, index) => (
					<Line
						key={index}
						arrow={arrow}
						ms={cell.times?.[index] ?? -1}
						withCall={withCall}
						differs={index === first || (first !== -1 && index > first && arrow[3] === at)}
						isFirst={index === first}
					/>
				))}
			</tbody>
		</table>
	);
}

function Line(props: {
	arrow: PageArrow;
	ms: number;
	withCall: boolean;
	differs: boolean;
	isFirst: boolean;
}) {
	const [kind, call, text, address] = props.arrow;
	const [word, way] = KINDS[kind];
	return (
		<tr class={props.differs ? `${kind} differs` : kind} title={address || undefined}>
			<td class="time">{props.ms < 0 ? "" : props.ms}</td>
			{props.withCall && <td class="call">{call}</td>}
			<td class={`lane ${way}`}>
				<span class="said">
					{way !== "none" && <span class="spoken">{SPOKEN[way]}: </span>}
					<b>{word}</b> <code>{DATA.arrowTexts[text]}</code>
					{props.isFirst && (
						<em> the first difference{kind === "more" ? " is among these" : ""}</em>
					)}
				</span>
				{way !== "none" && <ArrowLine kind={kind} way={way} />}
			</td>
		</tr>
	);
}

/** A line as wide as the lane; its head is drawn from the end that it points to. */
function ArrowLine({ kind, way }: { kind: ArrowKind; way: "left" | "right" }) {
	const head = way === "right" ? "M-7 1 L0 5 L-7 9" : "M7 1 L0 5 L7 9";
	return (
		<svg class="arrow" height="10" width="100%" aria-hidden="true">
			<line x1="0" x2="100%" y1="5" y2="5" />
			<svg x={way === "right" ? "100%" : "0"} overflow="visible" aria-hidden="true">
				<path d={kind === "cancelled" ? "M-8 1 L0 9 M-8 9 L0 1" : head} />
				{kind === "half_closed" && <path d="M-11 1 L-11 9" />}
			</svg>
		</svg>
	);
}
