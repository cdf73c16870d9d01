import { describe, expect, test } from "vitest";
import type { ResultCell, Results } from "../model/results.ts";
import { reportOf, textOf } from "./report.ts";
import type { Subject } from "./subjects.ts";
import { holds, verdictOf } from "./verdict.ts";

const ABOUT = "get-feature/origin";
const OTHER = "get-feature/known-point";

function subject(name: string, more: Partial<Subject> = {}): Subject {
	return {
		name,
		role: "server",
		control: false,
		twin: "healthy",
		scenarios: [ABOUT],
		passes: [],
		checks: [],
		transports: ["plaintext"],
		contract: false,
		...more,
	};
}
const healthy = subject("healthy", { control: true });

function cell(
	server: string,
	scenario: string,
	outcome: ResultCell["outcome"],
	client = "ts",
): ResultCell {
	return { server, client, transport: "plaintext", scenario, outcome, reason: null, ms: 1 };
}

const wellTwin = [cell("healthy", ABOUT, "passed"), cell("healthy", OTHER, "passed")];

function judged(
	subjects: readonly Subject[],
	cells: readonly ResultCell[],
	preflight: Results["preflight"] = [],
) {
	return verdictOf(subjects, { cells: [...cells], preflight }, [ABOUT, OTHER]);
}

describe("a broken peer", () => {
	test("is caught by a failure in a scenario about its property", () => {
		const cells = [cell("bad", ABOUT, "failed"), cell("bad", OTHER, "passed"), ...wellTwin];
		const verdict = judged([healthy, subject("bad")], cells);
		expect(verdict.subjects[1]?.caughtBy).toEqual([ABOUT]);
		expect(verdict.proof.get(ABOUT)).toEqual(["bad"]);
		expect(verdict.escaped).toEqual([]);
	});

	test("escapes where it fails in other scenarios only", () => {
		const cells = [cell("bad", ABOUT, "passed"), cell("bad", OTHER, "failed"), ...wellTwin];
		const verdict = judged([healthy, subject("bad")], cells);
		expect(verdict.escaped).toEqual(["bad"]);
		expect(holds(verdict)).toBe(false);
		expect(textOf(verdict)).toContain("✗ escaped: bad");
	});

	test("escapes where its healthy twin does not pass that scenario either", () => {
		const cells = [cell("bad", ABOUT, "failed"), cell("healthy", ABOUT, "failed")];
		expect(judged([healthy, subject("bad")], cells).escaped).toEqual(["bad"]);
	});

	test("is caught where its healthy twin shows only what is known of it", () => {
		const cells = [cell("bad", ABOUT, "failed"), cell("healthy", ABOUT, "expected-failure")];
		expect(judged([healthy, subject("bad")], cells).escaped).toEqual([]);
	});

	test("escapes where its twin did not run in the same transport", () => {
		const tls = { ...cell("bad", ABOUT, "failed"), transport: "tls" as const };
		expect(judged([healthy, subject("bad")], [tls, ...wellTwin]).escaped).toEqual(["bad"]);
	});

	test.each(["could-not-run", "unexpected-pass", "unsupported"] as const)(
		"is not caught by %s",
		(outcome) => {
			const cells = [cell("bad", ABOUT, outcome), ...wellTwin];
			expect(judged([healthy, subject("bad")], cells).escaped).toEqual(["bad"]);
		},
	);

	test("is caught by could-not-run where its defect is the driver contract", () => {
		const driver = { role: "driver" as const, twin: "well" };
		const cells = [cell("s", ABOUT, "could-not-run", "bad"), cell("s", ABOUT, "passed", "well")];
		const verdict = judged([subject("bad", { ...driver, contract: true })], cells);
		expect(verdict.subjects[0]?.caughtBy).toEqual([ABOUT]);
	});

	test("that reddens more than half of what it ran is caught, and proves nothing", () => {
		const cells = [cell("bad", ABOUT, "failed"), cell("bad", OTHER, "failed"), ...wellTwin];
		const verdict = judged([healthy, subject("bad")], cells);
		expect(verdict.escaped).toEqual([]);
		expect(verdict.idle).toEqual([ABOUT, OTHER]);
	});

	test("is caught by a check of the preflight about it that its twin stands", () => {
		const line = {
			client: "ts",
			transport: "tls" as const,
			check: "wrong-name" as const,
			seen: "",
		};
		const bad = subject("bad", { checks: ["wrong-name"], scenarios: [] });
		const own = { ...line, server: "bad", ok: false };
		const twin = { ...line, server: "healthy", ok: true };
		expect(judged([bad], [], [own, twin]).subjects[0]?.caughtBy).toEqual(["preflight/wrong-name"]);
		expect(judged([bad], [], [own, { ...twin, ok: false }]).escaped).toEqual(["bad"]);
	});
});

describe("a broken peer that is to pass a scenario", () => {
	const bad = subject("bad", { passes: [OTHER] });
	const mixedUp = (about: ResultCell["outcome"], other: ResultCell["outcome"] | null) => {
		const cells = [cell("bad", ABOUT, about), ...(other ? [cell("bad", OTHER, other)] : [])];
		const verdict = judged([bad], [...cells, ...wellTwin]);
		expect(holds(verdict, true)).toBe(verdict.mixedUp.length === 0 && about === "failed");
		return verdict.mixedUp.map(({ why }) => why);
	};

	test("tells it from the one that catches it", () => {
		expect(mixedUp("failed", "passed")).toEqual([]);
		expect(mixedUp("failed", "expected-failure")).toEqual([]);
	});

	test("does not where it fails both, passes both, or did not run it", () => {
		expect(mixedUp("failed", "failed")).toEqual([`it is to pass ${OTHER}: failed, null`]);
		expect(mixedUp("passed", "passed")).toEqual([`${ABOUT} does not catch it`]);
		expect(mixedUp("failed", null)).toEqual([`it is to pass ${OTHER}, which it did not run`]);
	});
});

test("a failed preflight fails a pair whole, and proves none of its scenarios", () => {
	const cells = [{ ...cell("bad", ABOUT, "failed"), reason: "preflight: wrong-name" }, ...wellTwin];
	expect(judged([healthy, subject("bad")], cells).escaped).toEqual(["bad"]);
});

describe("a control", () => {
	test("that has a red cell is caught, and the proof does not stand", () => {
		const cells = [cell("healthy", ABOUT, "passed"), cell("healthy", OTHER, "could-not-run")];
		const verdict = judged([healthy], cells);
		expect(verdict.controlsCaught.map(({ name }) => name)).toEqual(["healthy"]);
		expect(holds(verdict)).toBe(false);
		expect(reportOf(verdict)).toEqual([
			{ peer: "healthy", role: "control", caught: true, scenarios: [] },
		]);
	});

	test("that ran nothing has escaped nothing", () => {
		expect(judged([healthy], []).controlsCaught[0]?.why).toBe("it did not run");
	});
});

describe("the proof", () => {
	test("allows five scenarios that catch nobody, and not a sixth", () => {
		const ids = ["a/1", "a/2", "a/3", "a/4", "a/5", "a/6"];
		const none = (count: number) =>
			verdictOf([healthy], { cells: wellTwin, preflight: [] }, ids.slice(0, count));
		expect(holds(none(5))).toBe(true);
		expect(holds(none(6))).toBe(false);
		expect(textOf(none(6))).toContain("a/6");
	});

	test("of a part of the peers does not ask for every scenario", () => {
		const ids = ["a/1", "a/2", "a/3", "a/4", "a/5", "a/6"];
		const verdict = verdictOf([healthy], { cells: wellTwin, preflight: [] }, ids);
		expect(holds(verdict, true)).toBe(true);
	});
});
