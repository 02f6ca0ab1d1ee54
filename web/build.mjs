// Builds what the package ships: one script, and the world's shapes in the projection that the pages draw points in.
// Everything is written to src/hearsay/serve/web/static/built, which is not kept in git.
import { mkdirSync, readFileSync, writeFileSync, copyFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "src", "hearsay", "serve", "web", "static", "built");
const require = createRequire(import.meta.url);
const WIDTH = 960;
const HEIGHT = 468;

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

await build({
  entryPoints: [join(here, "src", "room.ts")],
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  legalComments: "linked",
  outfile: join(out, "room.js"),
});

const world = JSON.parse(readFileSync(require.resolve("world-atlas/countries-110m.json"), "utf8"));
const { numericToAlpha2 } = require("i18n-iso-countries");
const shapes = feature(world, world.objects.countries).features;
// Kosovo has no ISO number; XK is the code users assign to it, as GeoNames does.
const codeOf = (one) => numericToAlpha2(one.id ?? "") ?? (one.properties.name === "Kosovo" ? "XK" : "");
const sphere = { type: "Sphere" };
const projection = geoEqualEarth().fitExtent([[4, 4], [WIDTH - 4, HEIGHT - 4]], sphere);
const path = geoPath(projection).digits(1);
const [x, y] = projection.translate();
const made = {
  scale: projection.scale(),
  x,
  y,
  outline: path(sphere),
  shapes: shapes
    .map((one) => ({ country: codeOf(one), name: codeOf(one) ? one.properties.name : "", d: path(one) }))
    .filter((one) => one.d),
};
writeFileSync(join(out, "world.json"), JSON.stringify(made));
copyFileSync(require.resolve("world-atlas/LICENSE") , join(out, "world-atlas.LICENSE"));
const nameless = made.shapes.filter((one) => !one.country).map((one) => one.name);
console.log(`built room.js and ${made.shapes.length} countries (without a code: ${nameless.join(", ") || "none"})`);
