/* Build the venue: a script for the page, chunks that it loads when they are needed, their digests.

   node build.mjs [FOLDER]     FOLDER is where a hub serves them from, unless another is given */

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const expo = join(here, "../../src/citybricks/network/gatherings/expo");
const target = process.argv[2] ?? join(expo, "static/expo/venue");
const banner = "/* The venue of citybricks, built from frontend/venue. Licences: see NOTICE. */";

const { outputFiles } = await build({
  entryPoints: ["venue.js", "halls.js", "models.js"].map((name) => join(here, "src", name)),
  bundle: true,
  splitting: true,
  minify: true,
  write: false,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  outdir: target,
  chunkNames: "three",
  banner: { js: banner },
});
const files = Object.fromEntries(outputFiles.map((one) => [basename(one.path), one.contents]));
files.NOTICE = readFileSync(join(here, "NOTICE"));
const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");
const names = Object.keys(files).sort();
mkdirSync(target, { recursive: true });
for (const old of readdirSync(target)) rmSync(join(target, old));
for (const name of names) writeFileSync(join(target, name), files[name]);
const sums = names.map((name) => `${digest(files[name])}  ${name}\n`).join("");
writeFileSync(join(target, "SHA256SUMS"), sums);
console.log(sums);
