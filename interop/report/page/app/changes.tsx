/** What changed since the run, or the baseline, that this one was compared with. */
import type { ComponentChildren } from "preact";
import type { CellChange, Changes } from "../../../model/changes.ts";
import { counted, listed, moment } from "../../verdict.ts";
import { LOOKS } from "../looks.ts";
import { hashOf } from "./address.ts";
import { DATA } from "./data.ts";
import { Mark } from "./marks.tsx";

/** Shown at once, and at all. */
const SHOWN = { first: 8, most: 40 } as const;

interface Part {
	readonly title: string;
	readonly items: readonly ComponentChildren[];
	readonly open: boolean;
}

export function Changed() {
	const { changes } = DATA;
	if (changes === null) return null;
	const { before } = changes;
	const parts = partsOf(changes).filter(({ items }) => items.length > 0);
	return (
		<section class="told" aria-labelledby="changed-title">
			<h2 id="changed-title">What changed</h2>
			<p class="quiet">
				Since {before.baseline ? "the baseline of " : ""}the run {before.run}, in the{" "}
				{before.runtime} runtime, of {moment(before.started)}.
			</p>
			{parts.length === 0 ? (
				<p>Nothing.</p>
			) : (
				<ul class="changed-cells">
					{parts.map(({ title, items, open }) => (
						<li key={title}>
							<details open={open}>
								<summary>{title}</summary>
								<Items of={items.slice(0, SHOWN.first)} />
								{items.length > SHOWN.first && (
									<details>
										<summary>{counted(items.length - SHOWN.first, "more", "more")}</summary>
										<Items
											of={items.slice(SHOWN.first, SHOWN.most)}
											left={items.length - SHOWN.most}
										/>
									</details>
								)}
							</details>
						</li>
					))}
				</ul>
			)}
		</section>
	);
}

function Items({ of, left = 0 }: { of: readonly ComponentChildren[]; left?: number }) {
	return (
		<ul>
			{of.map((item, at) => (
				<li key={at}>{item}</li>
			))}
			{left > 0 && <li>… {left} more</li>}
		</ul>
	);
}

function partsOf(changes: Changes): Part[] {
	const { failures, fixed, known, changed, preflight, scenarios, peers, versions, slower } =
		changes;
	const observations = changes.observations ?? [];
	return [
		part(counted(failures.length, "new failure"), cells(failures), true),
		part(
			`${counted(preflight.failed.length, "preflight check")} newly failed`,
			preflight.failed.map(checkText),
			true,
		),
		part(`${counted(fixed.length, "cell")} fixed`, cells(fixed)),
		part(
			`${counted(preflight.fixed.length, "preflight check")} fixed`,
			preflight.fixed.map(checkText),
		),
		part(`${counted(known.length, "cell")} red as before`, cells(known)),
		part(
			`${counted(preflight.known.length, "preflight check")} failed as before`,
			preflight.known.map(checkText),
		),
		part(`${counted(changed.length, "cell")} with another observation`, cells(changed)),
		part(
			`${counted(observations.length, "observation")} of texts and metadata changed`,
			observations.map(({ scenario, server, client, seen }) => (
				<>
					{scenario}, {server}/{client}: <code>{seen}</code>
				</>
			)),
		),
		part(counted(scenarios.new.length, "new scenario"), scenarios.new),
		part(`${counted(scenarios.gone.length, "scenario")} gone`, scenarios.gone),
		part(counted(peers.new.length, "new peer"), peers.new.map(peerText)),
		part(`${counted(peers.gone.length, "peer")} gone`, peers.gone.map(peerText)),
		part(`${counted(versions.length, "version")} moved`, versions.map(versionText)),
		part(
			`${counted(slower.length, "pair")} slower`,
			slower.map(
				({ server, client, transport, before, after }) =>
					`${server}/${client}/${transport}: ${before} ms, now ${after} ms`,
			),
		),
	];
}

function part(title: string, items: readonly ComponentChildren[], open = false): Part {
	return { title, items, open };
}

function cells(changes: readonly CellChange[]): ComponentChildren[] {
	return changes.map(({ server, client, transport, scenario, before, after }) => {
		const id = `${server}/${client}/${transport}/${scenario}`;
		return (
			<>
				<Mark outcome={after} /> <a href={hashOf({ cell: id })}>{id}</a>: {LOOKS[after].word},{" "}
				{before === null ? "new" : `was ${LOOKS[before].word}`}
			</>
		);
	});
}

type Check = Changes["preflight"]["fixed"][number];

function checkText({ server, client, transport, check }: Check): string {
	return `${check}: ${server}/${client}/${transport}`;
}

function peerText({ role, name }: Changes["peers"]["new"][number]): string {
	return `${role} ${name}`;
}

function versionText({ role, name, before, after }: Changes["versions"][number]): string {
	const text = ({ language, grpc }: typeof before) =>
		listed([grpc ?? "gRPC not told", language ?? "language not told"]);
	return `${role} ${name}: ${text(before)}, now ${text(after)}`;
}
