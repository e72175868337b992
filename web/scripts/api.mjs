// Makes src/api/schema.d.ts from the app's own OpenAPI description; with --check, says whether it is current.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = fileURLToPath(new URL("../src/api/schema.d.ts", import.meta.url));
const python = process.env.PYTHON ?? (existsSync(`${root}.venv/bin/python`) ? `${root}.venv/bin/python` : "python3");
const program = `
import json, pathlib, tempfile
from vermeil.app import create_app
from vermeil.settings import Settings
with tempfile.TemporaryDirectory() as home:
    print(json.dumps(create_app(Settings(home=pathlib.Path(home))).openapi()))
`;

const text = execFileSync(python, ["-c", program], { cwd: root, encoding: "utf8", maxBuffer: 64e6 });
const fresh = `// Made by \`npm run api\` from the server's OpenAPI description. Do not edit.\n\n${astToString(await openapiTS(JSON.parse(text), { defaultNonNullable: false }))}`;

if (!process.argv.includes("--check")) {
  writeFileSync(target, fresh);
} else if (!existsSync(target) || readFileSync(target, "utf8") !== fresh) {
  console.error(
    "web/src/api/schema.d.ts is not what the server describes: run `npm run api` in web/ and commit the result.",
  );
  process.exit(1);
}
