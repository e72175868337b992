export { Compared } from "./compared";
export { TRANSCRIPT } from "./transcript";
