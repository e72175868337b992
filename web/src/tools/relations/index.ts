export { RELATIONS } from "./relations";
