import { expect, test } from "vitest";
import { casesIn } from "./junit.ts";

const report = (cases: string) =>
	`<?xml version="1.0"?>\n<testsuites><testsuite package="http2/6.7">${cases}</testsuite></testsuites>`;

test("cases are numbered within their section, and say what came in place of what was expected", () => {
	const cases = casesIn(
		report(
			'<testcase package="http2/6.7" classname="Sends &#34;one&#34;"></testcase>' +
				'<testcase package="http2/6.7" classname="Two"><skipped></skipped></testcase>' +
				'<testcase package="http2/8" classname="Sends"><failure>Timeout</failure></testcase>' +
				'<testcase package="http2/6.7" classname="Three">\n<error>DATA frame\nHEADERS Frame (length:30, flags:0x05)</error></testcase>',
		),
	);
	expect(cases).toEqual([
		{ id: "http2/6.7/1", title: 'Sends "one"', outcome: "passed", seen: null },
		{ id: "http2/6.7/2", title: "Two", outcome: "skipped", seen: null },
		{ id: "http2/8/1", title: "Sends", outcome: "failed", seen: "Timeout" },
		{
			id: "http2/6.7/3",
			title: "Three",
			outcome: "failed",
			seen: "HEADERS Frame (length:…, flags:0x05)",
		},
	]);
});

test("bytes of a frame that XML has no form for are no obstacle", () => {
	const failed = (text: string) =>
		report(`<testcase package="http2/6.7" classname="x"><error>${text}</error></testcase>`);
	expect(casesIn(failed("opaque_data:h2spec\0\0)"))[0]?.seen).toBe("opaque_data:h2spec)");
	expect(() => casesIn(failed("<not closed"))).toThrow();
});

test("a case without its section is refused", () => {
	expect(() => casesIn(report('<testcase classname="x"/>'))).toThrow(/testcase> has no package/);
});
