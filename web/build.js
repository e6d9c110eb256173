// Bundles the scripts of the desk into static/dist, from where the program embeds them.
import { build } from "esbuild";
import { rm } from "node:fs/promises";

const out = "../internal/serve/page/static/dist";
for (const name of ["desk.js", "network.js"]) await rm(`${out}/${name}`, { force: true });
await build({
	entryPoints: ["src/desk.js", "src/network.js"],
	outdir: out,
	bundle: true,
	format: "esm",
	minify: true,
	target: ["es2022"],
	legalComments: "eof",
});
