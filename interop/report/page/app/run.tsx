/** About the run: how it was started, versions, preflight, repetitions, latency, observations. */
import type { ComponentChildren } from "preact";
import { LATENCY_HEAD, latencyRow } from "../../repetitions.ts";
import { groupBy } from "../../tally.ts";
import { count, counted, listed } from "../../verdict.ts";
import { hashOf } from "./address.ts";
import { DATA } from "./data.ts";
import { MarkAndWord } from "./marks.tsx";
import { Table } from "./table.tsx";

export function Run() {
	const { run } = DATA;
	return (
		<>
			<h1>About the run</h1>
			<dl class="facts">
				<dt>id</dt>
				<dd>{run.id}</dd>
				<dt>command</dt>
				<dd>
					<code>{run.command}</code>
				</dd>
				<dt>runtime</dt>
				<dd>
					{run.runtime}: {run.runtime_reason}
				</dd>
				<dt>began</dt>
				<dd>{run.started}</dd>
				<dt>ended</dt>
				<dd>{run.ended ?? "not told"}</dd>
			</dl>
			<Versions />
			<Preflight />
			<Repetitions />
			<LatencyOfPairs />
			<Observed />
		</>
	);
}

function Section(props: { id: string; title: string; children: ComponentChildren }) {
	return (
		<section id={props.id} aria-labelledby={`${props.id}-title`}>
			<h2 id={`${props.id}-title`}>{props.title}</h2>
			{props.children}
		</section>
	);
}

function Versions() {
	return (
		<Section id="versions" title="Versions">
			<Table
				caption="As every peer itself reported them"
				head={["peer", "role", "title", "behaviour", "language", "gRPC", "image"]}
				rows={DATA.peers.map(({ name, role, title, behaviour, language, grpc, image }) => ({
					key: `${role} ${name}`,
					cells: [
						name,
						role,
						title,
						behaviour ?? "–",
						language ?? "not reported",
						grpc ?? "not reported",
						image === null ? "–" : <code key="image">{image}</code>,
					],
				}))}
			/>
		</Section>
	);
}

function Preflight() {
	const failed = DATA.preflight.filter(({ ok }) => !ok).length;
	const pairs = new Set(DATA.preflight.map(pairOf)).size;
	const groups = groupBy(DATA.preflight, ({ ok, transport, check, seen }) =>
		[ok, transport, check, seen].join("\n"),
	);
	return (
		<Section id="preflight" title="Preflight">
			<p class="lead">
				{count(DATA.preflight.length - failed)} of {counted(DATA.preflight.length, "check")} held:
				connections that must be refused were tried on every pair.
			</p>
			<Table
				caption="Checks with one answer stand in one row"
				head={["check", "outcome", "transport", "seen", "pairs (server/client)"]}
				rows={[...groups]
					.toSorted(([, [one]], [, [other]]) => Number(one?.ok) - Number(other?.ok))
					.flatMap(([key, group]) => {
						const [first] = group;
						if (first === undefined) return [];
						const names = [...new Set(group.map(pairOf))];
						return [
							{
								key,
								cells: [
									first.check,
									<Held key="held" ok={first.ok} />,
									first.transport,
									first.seen,
									names.length === pairs && pairs > 1 ? `all ${count(pairs)}` : listed(names),
								],
							},
						];
					})}
			/>
		</Section>
	);
}

function pairOf({ server, client }: { server: string; client: string }): string {
	return `${server}/${client}`;
}

function Held({ ok }: { ok: boolean }) {
	return <MarkAndWord outcome={ok ? "passed" : "failed"} word={ok ? "held" : "failed"} />;
}

function Repetitions() {
	if (DATA.repeated === null) return null;
	return (
		<Section id="repetitions" title="Repetitions">
			<p class="lead">{DATA.repeated}.</p>
			{DATA.flaky.length > 0 && (
				<Table
					caption="Flaky cells, the most often red first"
					head={["cell", "rate", "reason"]}
					rows={DATA.flaky.map(({ id, rate, reason }) => ({
						key: id,
						cells: [
							<a key="cell" href={hashOf({ cell: id })}>
								{id}
							</a>,
							rate,
							reason,
						],
					}))}
				/>
			)}
		</Section>
	);
}

function LatencyOfPairs() {
	if (DATA.latency.length === 0) return null;
	return (
		<Section id="latency" title="Latency">
			<Table
				class="numbers"
				caption="What the jobs of each pair took, many of them at once; those of timed scenarios left out"
				head={LATENCY_HEAD}
				rows={DATA.latency.map((line) => ({
					key: `${line.server} ${line.client} ${line.transport}`,
					cells: latencyRow(line),
				}))}
			/>
		</Section>
	);
}

function Observed() {
	const { observed } = DATA;
	return (
		<Section id="observed" title="Observed">
			<p class="lead">
				Texts of statuses and the transport's metadata are not asserted, but recorded.{" "}
				{observed === null ? "There is no record to compare with." : `${observed.title}.`}
				{observed !== null &&
					observed.unrecorded > 0 &&
					` ${counted(observed.unrecorded, "scenario")} not in the record.`}
			</p>
			{observed !== null && observed.changes.length > 0 && (
				<Table
					caption="What is not as it was recorded"
					head={["scenario", "what", "server/client", "seen", "recorded"]}
					rows={observed.changes.map(({ scenario, what, where, seen, recorded }) => ({
						key: `${scenario} ${what} ${where} ${seen}`,
						cells: [
							<a key="scenario" href={hashOf({ text: scenario })}>
								{scenario}
							</a>,
							what,
							where,
							<code key="seen">{seen}</code>,
							<code key="recorded">{recorded}</code>,
						],
					}))}
				/>
			)}
		</Section>
	);
}
