/** How an outcome looks: a shape and a word, so that colour is never all there is. */
import type { Outcome } from "../../model/words.ts";

export interface Look {
	readonly shape: string;
	readonly word: string;
	/** What it means, for the legend. */
	readonly meaning: string;
}

export const LOOKS: Readonly<Record<Outcome, Look>> = {
	passed: { shape: "✓", word: "passed", meaning: "as expected, and as all the others" },
	failed: { shape: "✗", word: "failed", meaning: "not as expected, or not as the others" },
	"expected-failure": {
		shape: "≈",
		word: "expected failure",
		meaning: "differs exactly as the ledger says",
	},
	"unexpected-pass": {
		shape: "!",
		word: "unexpected pass",
		meaning: "no longer differs as the ledger or peer.yaml says",
	},
	unsupported: {
		shape: "–",
		word: "unsupported",
		meaning: "by what a peer.yaml declares, or leaves out",
	},
	"could-not-run": {
		shape: "?",
		word: "could not run",
		meaning: "nothing to judge: not built, crashed, or not trusted",
	},
};
