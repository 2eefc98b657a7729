// `make assets`: style sheets, scripts and pictures into ../static, under names that change with
// their content, compressed beforehand. The manifest tells which name is whose; it comes last.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = fileURLToPath(new URL("../static/", import.meta.url));
const PICTURES = [".svg", ".png", ".ico", ".webmanifest"];

async function bundle() {
  const { outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: ["css/inbox.css", "js/inbox.js"],
    entryNames: "[name]",
    outdir: target,
    bundle: true,
    format: "esm",
    legalComments: "none",
    logLevel: "warning",
    minify: true,
    target: "esnext",
    write: false,
  });
  return outputFiles.map(({ path, contents }) => [basename(path), Buffer.from(contents)]);
}

async function pictures() {
  const names = (await readdir(here)).filter((name) => PICTURES.includes(extname(name)));
  return Promise.all(names.map(async (name) => [name, await readFile(join(here, name))]));
}

function compressed(content) {
  const best = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return {
    ".br": brotliCompressSync(content, { params: best }),
    ".gz": gzipSync(content, { level: 9 }),
  };
}

async function put([name, content]) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const kind = extname(name);
  const hashed = `${basename(name, kind)}-${hash}${kind}`;
  await writeFile(join(target, hashed), content);
  for (const [ending, smaller] of Object.entries(compressed(content))) {
    if (smaller.length < content.length) await writeFile(join(target, hashed + ending), smaller);
  }
  return [name, hashed];
}

const files = [...(await bundle()), ...(await pictures())];
await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
const manifest = Object.fromEntries((await Promise.all(files.map(put))).sort());
await writeFile(join(target, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
