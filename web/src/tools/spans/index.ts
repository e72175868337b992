export { ComparedSpans } from "./compared";
export { SPANS } from "./spans";
