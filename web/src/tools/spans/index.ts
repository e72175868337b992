export { Compared } from "./compared";
export { InSmall } from "./small";
export { SPANS } from "./spans";
