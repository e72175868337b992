/** The questions of a form. */

import "./form.css";

export { number } from "./number";
export { ranking } from "./ranking";
export { rating } from "./rating";
export { table } from "./table";
export { text, url } from "./text";
