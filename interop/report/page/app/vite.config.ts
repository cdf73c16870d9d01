import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

export default defineConfig({
	plugins: [viteSingleFile()],
	oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
	build: {
		emptyOutDir: true,
		// light-dark() and relative colours as they are: what does not know them is older than two years.
		target: ["chrome123", "firefox120", "safari17.5"],
		modulePreload: { polyfill: false },
	},
});
