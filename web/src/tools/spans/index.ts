export { Compared } from "./compared";
export { SPANS } from "./spans";
