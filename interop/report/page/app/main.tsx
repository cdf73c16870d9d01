/** The report's page: draws the data that stands in it. */
import { render } from "preact";
import { App } from "./app.tsx";
import "./css/base.css";
import "./css/marks.css";
import "./css/tables.css";
import "./css/report.css";
import "./css/matrix.css";
import "./css/scenarios.css";
import "./css/cell.css";
import "./css/sequence.css";
import "./css/difference.css";
import "./css/forced-colors.css";
import "./css/print.css";

const root = document.getElementById("app");
if (root !== null) {
	root.replaceChildren();
	render(<App />, root);
}
