export { Compared } from "./compared";
export { SEGMENTS } from "./segments";
