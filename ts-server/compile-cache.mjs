// Compiled code, and TypeScript stripped of its types, are kept for later starts. Plain JavaScript, to
// be loaded first (`node --import ./compile-cache.mjs main.ts`): a TypeScript main that is not in the
// cache loads the stripper itself, which takes longer than all of gRPC.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/compile", import.meta.url)));
