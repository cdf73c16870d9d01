/** Starts the main.ts of the folder it is started in, compiled from a cache: most of a start is compiling. */
import { enableCompileCache } from "node:module";
import { pathToFileURL } from "node:url";

enableCompileCache();
await import(pathToFileURL("main.ts").href);
