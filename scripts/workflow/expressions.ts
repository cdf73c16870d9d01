/** GitHub's expressions, by GitHub's own library: `${{ … }}` in a text, and the condition of an `if`. */
import { createHash } from "node:crypto";
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import type { FunctionDefinition } from "@actions/expressions/funcs/info";
import { truthy } from "@actions/expressions/result";

/** What an expression can look at, by name of the context. */
export type Contexts = Readonly<Record<string, unknown>>;

/** How things have gone so far, for success(), failure(). */
export interface Standing {
	readonly failed: boolean;
	/** Where hashFiles looks; null where there is no folder yet. */
	readonly workspace: string | null;
}

const STATUS = /\b(success|failure|always|cancelled)\s*\(/;

/** The value of what stands within `${{ }}`. Throws Error for a name or function that is not known. */
function evaluate(expression: string, contexts: Contexts, standing: Standing): data.ExpressionData {
	const functions = functionsFor(standing);
	const tokens = new Lexer(expression).lex().tokens;
	const tree = new Parser(tokens, Object.keys(contexts), [...functions.values()]).parse();
	const known = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
	return new Evaluator(tree, known, functions).evaluate();
}

/** The text with its expressions replaced. */
export function filled(
	text: string | number | boolean,
	contexts: Contexts,
	standing: Standing,
): string {
	return String(text).replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
		evaluate(expression, contexts, standing).coerceString(),
	);
}

/** Whether an `if` holds. Absent, or without a status function, it asks for success as well. */
export function holds(
	condition: string | number | boolean | undefined,
	contexts: Contexts,
	standing: Standing,
): boolean {
	const text = String(condition ?? "success()").replace(/^\s*\$\{\{(.*)\}\}\s*$/s, "$1");
	const whole = STATUS.test(text) ? text : `success() && (${text})`;
	return truthy(evaluate(whole, contexts, standing));
}

/** What `fromJSON` and the like give, as it is in JavaScript. */
export function jsonOf(text: string, contexts: Contexts, standing: Standing): unknown {
	const expression = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(text)?.[1];
	if (expression === undefined) throw new Error(`expected one expression, got ${text}`);
	return JSON.parse(JSON.stringify(evaluate(expression, contexts, standing), data.replacer));
}

function functionsFor({ failed, workspace }: Standing): Map<string, FunctionDefinition> {
	const yes = (name: string, value: boolean): FunctionDefinition => ({
		name,
		minArgs: 0,
		maxArgs: 0,
		call: () => new data.BooleanData(value),
	});
	const hash: FunctionDefinition = {
		name: "hashfiles",
		minArgs: 1,
		maxArgs: 255,
		call: (...globs) =>
			new data.StringData(
				hashFiles(
					globs.map((glob) => glob.coerceString()),
					workspace,
				),
			),
	};
	const all = [yes("success", !failed), yes("failure", failed), yes("always", true)];
	return new Map([...all, yes("cancelled", false), hash].map((one) => [one.name, one]));
}

/** Of no file: nothing, as GitHub's has it. */
function hashFiles(globs: readonly string[], workspace: string | null): string {
	if (workspace === null) throw new Error("hashFiles: there is no workspace");
	const files = globSync([...globs], { cwd: workspace })
		.filter((file) => statSync(join(workspace, file)).isFile())
		.sort();
	if (files.length === 0) return "";
	const hash = createHash("sha256");
	for (const file of files) {
		hash.update(
			createHash("sha256")
				.update(readFileSync(join(workspace, file)))
				.digest(),
		);
	}
	return hash.digest("hex");
}
