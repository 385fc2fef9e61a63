// Compiles and copies what the pages ship. Run by `make vendor`; the result is committed.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const vendor = join(here, "../static/vendor");
const fonts = join(here, "../../bot/web/static/fonts");

const FAMILY = "Atkinson Hyperlegible Next";
const WEIGHTS = [400, 700];
const SUBSETS = ["latin-ext", "latin"];

function version(name) {
  return JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version;
}

function css() {
  const compiled = sass.compile(join(here, "govuk.scss"), {
    style: "compressed",
    loadPaths: [modules],
    quietDeps: true, // what Sass deprecates inside a dependency is not ours to mend
  });
  // Printed pages would spell out links to other hosts; there are none, and the scan stays simple.
  const sheet = compiled.css.replaceAll(/,\[href\^="https?:\/\/"\]\.[\w-]+::after/g, "");
  const foreign = sheet.match(/https?:|@font-face|GDS Transport|crown/i);
  if (foreign) {
    throw new Error(`the compiled sheet must not hold ${foreign[0]}`);
  }
  writeFileSync(join(vendor, "govuk.css"), sheet + "\n");
}

function script() {
  const dist = join(modules, "govuk-frontend/dist/govuk");
  const text = readFileSync(join(dist, "govuk-frontend.min.js"), "utf8");
  writeFileSync(join(vendor, "govuk-frontend.min.js"), text.replace(/\/\/# sourceMappingURL.*\n?/, ""));
  cpSync(join(here, "LICENSE-govuk-frontend.txt"), join(vendor, "LICENSE-govuk-frontend.txt"));
}

function face(subset, weight, range) {
  return `@font-face {
  font-family: "${FAMILY}";
  font-style: normal;
  font-weight: ${weight};
  font-display: swap;
  src: url("atkinson-hyperlegible-next-${subset}-${weight}.woff2") format("woff2");
  unicode-range: ${range};
}
`;
}

function typeface() {
  const source = join(modules, "@fontsource/atkinson-hyperlegible-next");
  const ranges = JSON.parse(readFileSync(join(source, "unicode.json"), "utf8"));
  const faces = [];
  for (const subset of SUBSETS) {
    for (const weight of WEIGHTS) {
      cpSync(
        join(source, `files/atkinson-hyperlegible-next-${subset}-${weight}-normal.woff2`),
        join(fonts, `atkinson-hyperlegible-next-${subset}-${weight}.woff2`),
      );
      faces.push(face(subset, weight, ranges[subset]));
    }
  }
  const head = `/* ${FAMILY} ${version("@fontsource/atkinson-hyperlegible-next")}, OFL 1.1. Made by admin/vendoring. */\n`;
  writeFileSync(join(fonts, "fonts.css"), head + faces.join(""));
  cpSync(join(source, "LICENSE"), join(fonts, "LICENSE-atkinson-hyperlegible-next.txt"));
}

function record() {
  const lines = [
    "# Vendored files",
    "",
    "Made by `make vendor` and committed: nothing here needs Node to run. Do not edit by hand.",
    "",
    "| What | Version | Licence | Where |",
    "| --- | --- | --- | --- |",
    `| govuk-frontend, compiled with our colours and typeface | ${version("govuk-frontend")} | MIT | \`govuk.css\`, \`govuk-frontend.min.js\` |`,
    `| ${FAMILY}, latin and latin-ext, 400 and 700 | ${version("@fontsource/atkinson-hyperlegible-next")} | OFL 1.1 | \`bot/web/static/fonts/\` |`,
    "",
    `Compiled with sass ${version("sass")}. The macros come from govuk-frontend-jinja 4.1.0, the pair of govuk-frontend 6.3.0.`,
    "No GDS Transport, no crown and no GOV.UK logo are shipped; `tests/architecture/test_vendored.py` checks.",
    "",
  ];
  writeFileSync(join(vendor, "VENDORED.md"), lines.join("\n"));
}

mkdirSync(vendor, { recursive: true });
mkdirSync(fonts, { recursive: true });
css();
script();
typeface();
record();
