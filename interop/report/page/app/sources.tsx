/** What a scenario or an entry rests on: rows of the references' behaviour, pages of gRPC's, links. */

import { hashOf } from "./address.ts";
import { DATA } from "./data.ts";

const ROWS = new Set(DATA.behaviours.map(({ id }) => id));
/** Pages of gRPC that lie in its repository rather than on its site. */
const IN_REPOSITORY = new Set([
	"PROTOCOL-HTTP2",
	"statuscodes",
	"http-grpc-status-mapping",
	"health-checking",
]);

export function Sources({ of }: { of: readonly string[] }) {
	return (
		<ul class="sources">
			{of.map((source) => (
				<li key={source}>
					<Source of={source} />
				</li>
			))}
		</ul>
	);
}

function Source({ of }: { of: string }) {
	const page = /^grpc:([\w-]+)$/.exec(of)?.[1];
	const href = page === undefined ? linkOf(of) : grpcPage(page);
	if (href === null) return <>{of}</>;
	return (
		<a href={href} rel="noreferrer">
			{of}
		</a>
	);
}

/** Only the web's own addresses become links. */
function linkOf(source: string): string | null {
	if (ROWS.has(source)) return hashOf({ view: "differences", row: source });
	return /^https?:\/\//.test(source) ? source : null;
}

function grpcPage(page: string): string {
	if (IN_REPOSITORY.has(page)) return `https://github.com/grpc/grpc/blob/master/doc/${page}.md`;
	if (page === "core-concepts") return "https://grpc.io/docs/what-is-grpc/core-concepts/";
	return `https://grpc.io/docs/guides/${encodeURIComponent(page)}/`;
}
