/** As much of a workflow as is carried out here. What is not in these schemas is refused, never left out. */
import { z } from "zod";
import { readChecked } from "../../interop/support/checked-file.ts";

/** Scalars as YAML has them; an expression is a text. */
const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const Env = z.record(z.string(), Scalar);
const Permissions = z.record(z.string(), z.enum(["read", "write", "none"]));

export const Step = z
	.strictObject({
		name: z.string().optional(),
		id: z.string().optional(),
		if: Scalar.optional(),
		uses: z.string().optional(),
		with: Env.optional(),
		run: z.string().optional(),
		env: Env.optional(),
	})
	.refine((step) => (step.uses === undefined) !== (step.run === undefined), {
		message: "expected either uses or run",
	});
export type Step = z.infer<typeof Step>;

export const Job = z.strictObject({
	name: z.string().optional(),
	needs: z
		.union([z.string(), z.array(z.string())])
		.default([])
		.transform((needs) => [needs].flat()),
	if: Scalar.optional(),
	"runs-on": z.string(),
	"timeout-minutes": z.number().optional(),
	permissions: Permissions.optional(),
	environment: z.strictObject({ name: z.string(), url: z.string().optional() }).optional(),
	strategy: z.strictObject({ "fail-fast": z.literal(false), matrix: z.string() }).optional(),
	outputs: z.record(z.string(), z.string()).default({}),
	steps: z.array(Step).min(1),
});
export type Job = z.infer<typeof Job>;

const Input = z.object({ default: Scalar.optional() });

export const Workflow = z.strictObject({
	name: z.string(),
	on: z.strictObject({
		push: z.unknown(),
		pull_request: z.unknown(),
		workflow_dispatch: z.strictObject({ inputs: z.record(z.string(), Input) }),
	}),
	permissions: Permissions,
	concurrency: z.strictObject({ group: z.string(), "cancel-in-progress": z.boolean() }).optional(),
	/** So that `run` stops at the first failure, in a pipe too. */
	defaults: z.strictObject({ run: z.strictObject({ shell: z.literal("bash") }) }),
	env: Env.default({}),
	jobs: z.record(z.string(), Job),
});
export type Workflow = z.infer<typeof Workflow>;

/** Reads a workflow. Throws FileProblem. */
export function readWorkflow(file: string): Workflow {
	return readChecked(Workflow, file);
}
