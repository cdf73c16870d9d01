/** Light, dark, or as the system has it; kept by the browser where it keeps anything for this page. */
import { useLayoutEffect, useState } from "preact/hooks";

const KEY = "route-guide-interop-theme";
const THEMES = [
	["", "as the system"],
	["light", "light"],
	["dark", "dark"],
] as const;

export function Theme() {
	const [theme, setTheme] = useState(kept);
	useLayoutEffect(() => {
		document.documentElement.style.colorScheme = theme;
		keep(theme);
	}, [theme]);
	return (
		<label class="theme">
			Theme{" "}
			<select value={theme} onChange={(event) => setTheme(event.currentTarget.value)}>
				{THEMES.map(([value, word]) => (
					<option key={value} value={value}>
						{word}
					</option>
				))}
			</select>
		</label>
	);
}

/** A browser may keep nothing for a file from disk, and says so by an exception. */
function kept(): string {
	try {
		const found = localStorage.getItem(KEY) ?? "";
		return THEMES.some(([value]) => value === found) ? found : "";
	} catch {
		return "";
	}
}

function keep(theme: string): void {
	try {
		if (theme === "") localStorage.removeItem(KEY);
		else localStorage.setItem(KEY, theme);
	} catch {
		// It then lasts as long as the page is open.
	}
}
