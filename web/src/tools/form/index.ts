/** The questions of a form. */

import "./form.css";

export { NUMBER } from "./number";
export { RANKING } from "./ranking";
export { RATING } from "./rating";
export { TABLE } from "./table";
export { ADDRESS, TEXT } from "./text";
