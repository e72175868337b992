// The lock file names no registry: whoever builds uses the registry they have.
import { readFileSync } from "node:fs";

const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
const named = Object.entries(lock.packages).filter(([, entry]) => entry.resolved);
if (named.length) {
  console.error(
    `package-lock.json names a registry for ${named.length} packages, the first ${named[0][0]}: remove the "resolved" lines.`,
  );
  process.exit(1);
}
