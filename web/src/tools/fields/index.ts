export { FIELDS } from "./fields";
