import type { Behaviour, BehaviourName } from "./behaviour.ts";
import { go } from "./go.ts";
import { python } from "./python.ts";

/** Every behaviour by its name. */
export const BEHAVIOURS: Readonly<Record<BehaviourName, Behaviour>> = { python, go };
