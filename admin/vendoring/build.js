// Compiles and copies what the pages ship. Run by `make vendor`; the result is committed.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const vendor = join(here, "../static/vendor");
const fonts = join(here, "../../bot/web/static/fonts");

const WEIGHTS = [400, 700];
// The last face whose range holds a letter is the one that draws it.
const TYPEFACES = [
  { family: "Atkinson Hyperlegible Next", file: "atkinson-hyperlegible-next", subsets: ["latin-ext", "latin"] },
  { family: "Noto Sans Arabic", file: "noto-sans-arabic", subsets: ["arabic"] }, // Urdu
];

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

function face(typeface, subset, weight, range) {
  return `@font-face {
  font-family: "${typeface.family}";
  font-style: normal;
  font-weight: ${weight};
  font-display: swap;
  src: url("${typeface.file}-${subset}-${weight}.woff2") format("woff2");
  unicode-range: ${range};
}
`;
}

function faces(typeface) {
  const source = join(modules, "@fontsource", typeface.file);
  const ranges = JSON.parse(readFileSync(join(source, "unicode.json"), "utf8"));
  cpSync(join(source, "LICENSE"), join(fonts, `LICENSE-${typeface.file}.txt`));
  return typeface.subsets.flatMap((subset) =>
    WEIGHTS.map((weight) => {
      const name = `${typeface.file}-${subset}-${weight}`;
      cpSync(join(source, `files/${name}-normal.woff2`), join(fonts, `${name}.woff2`));
      return face(typeface, subset, weight, ranges[subset]);
    }),
  );
}

function typefaces() {
  const named = TYPEFACES.map((each) => `${each.family} ${version(`@fontsource/${each.file}`)}`);
  const head = `/* ${named.join(", ")}; OFL 1.1. Made by admin/vendoring. */\n`;
  writeFileSync(join(fonts, "fonts.css"), head + TYPEFACES.flatMap(faces).join(""));
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
    ...TYPEFACES.map((each) =>
      `| ${each.family}, ${each.subsets.toReversed().join(" and ")}, ${WEIGHTS.join(" and ")} | ${version(`@fontsource/${each.file}`)} | OFL 1.1 | \`bot/web/static/fonts/\` |`,
    ),
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
typefaces();
record();
