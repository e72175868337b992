// How much a browser fetches before the annotate page works, gzipped; the limit is the house's goal.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT_KB = 150;
const folder = new URL("../../src/vermeil/server/static/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", folder), "utf8"));

/** The files of a chunk and of everything it imports at once. */
function files(name, seen = new Set()) {
  const { file, css = [], imports = [] } = manifest[name];
  for (const one of [file, ...css]) seen.add(one);
  for (const one of imports) if (!seen.has(manifest[one].file)) files(one, seen);
  return seen;
}

const wanted = new Set([
  "index.html",
  "theme.js",
  ...files("index.html"),
  ...files("src/screens/annotate/annotate.tsx"),
]);
const size = [...wanted].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, folder))).length, 0) / 1000;
console.log(`annotate page: ${size.toFixed(1)} kB gzip in ${wanted.size} files (goal: under ${LIMIT_KB} kB)`);
process.exit(size > LIMIT_KB ? 1 : 0);
