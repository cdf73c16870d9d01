/** The proof of the assertions as a file for machines and as lines for people. */
import { z } from "zod";
import type { AssertionProof } from "./proof.ts";
import type { Tally } from "./tally.ts";

const TallyReport = z.strictObject({
	tried: z.int(),
	caught: z.int(),
	/** What each normalisation hides by design. */
	hidden: z.record(z.string(), z.int()),
	missed: z.array(z.string()),
});

/** `reports/selftest-assertions.json`. */
export const AssertionsReport = z.strictObject({
	scripts: z.int(),
	missing: z.array(z.string()),
	made: z.array(z.string()),
	assertions: TallyReport,
	byExpectation: TallyReport,
	byAgreement: TallyReport,
});
export type AssertionsReport = z.infer<typeof AssertionsReport>;

export function assertionsReportOf(proof: AssertionProof): AssertionsReport {
	return AssertionsReport.parse(proof);
}

/** Of what was missed, at most so many are shown. */
const MOST = 20;

/** What failed to fail, and the fractions. */
export function assertionLines(proof: AssertionProof): string[] {
	const { scripts, missing, made, assertions, byExpectation, byAgreement } = proof;
	return [
		...some(missing, "no passing transcript of"),
		...some(assertions.missed, "an assertion that cannot fail"),
		...some(byExpectation.missed, "a change of a transcript that no expectation caught"),
		...some(byAgreement.missed, "a change of a transcript that no agreement caught"),
		`assertions ${fraction(assertions)} can fail, in ${scripts} scripts`,
		`changed transcripts ${fraction(byExpectation)} caught by expectation alone, ${fraction(byAgreement)} by agreement alone`,
		`hidden by design: from expectation ${hidden(byExpectation)}; from agreement ${hidden(byAgreement)}`,
		...(made.length === 0
			? []
			: [
					`steps made as expected, since the healthy pairs are known to differ there: ${made.join(", ")}`,
				]),
	];
}

function some(names: readonly string[], what: string): string[] {
	const more = names.length - MOST;
	return [
		...names.slice(0, MOST).map((name) => `✗ ${what}: ${name}`),
		...(more > 0 ? [`✗ … and ${more} more`] : []),
	];
}

function fraction({ caught, tried }: Tally): string {
	return `${caught}/${tried}`;
}

function hidden({ hidden: rules }: Tally): string {
	const all = Object.entries(rules).map(([rule, count]) => `${rule} ${count}`);
	return all.join(", ") || "nothing";
}
