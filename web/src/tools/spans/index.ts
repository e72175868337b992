export { SPANS } from "./spans";
