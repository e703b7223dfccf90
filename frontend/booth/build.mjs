/* Build the booth: one script, one style sheet, two pages, and their digests.

   node build.mjs [FOLDER]     FOLDER is where a hub serves them from, unless another is given */

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const package_ = join(here, "../../src/citybricks");
const target = process.argv[2] ?? join(package_, "services/voting/booth/site");
const read = (...path) => readFileSync(join(...path), "utf8");
const digest = (text, form) => createHash("sha256").update(text).digest(form);

const { outputFiles } = await build({
  entryPoints: [join(here, "src/booth.js")],
  bundle: true,
  write: false,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "inline",
  banner: { js: "/* The voting booth of citybricks, built from frontend/booth. Licences: see NOTICE. */" },
});
const script = outputFiles[0].text;
const style = read(package_, "views/assets/tokens.css") + read(here, "booth.css");
const files = { "booth.js": script, "booth.css": style };
for (const page of ["booth.html", "audit.html"]) {
  files[page] = read(here, page)
    .replaceAll("{{script-integrity}}", `sha256-${digest(script, "base64")}`)
    .replaceAll("{{style-integrity}}", `sha256-${digest(style, "base64")}`)
    .replaceAll("{{script-digest}}", digest(script, "hex"));
}
files.NOTICE = read(here, "NOTICE");
const sums = Object.entries(files).map(([name, text]) => `${digest(text, "hex")}  ${name}\n`);
mkdirSync(target, { recursive: true });
for (const [name, text] of Object.entries(files)) writeFileSync(join(target, name), text);
writeFileSync(join(target, "SHA256SUMS"), sums.join(""));
console.log(sums.join(""));
