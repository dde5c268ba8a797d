// Makes the one style sheet: KERN reduced to what the templates use, our layers after it, all minified.
// Called by build_assets.py as: node styles.mjs ROOT OUTPUT

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PurgeCSS } from "purgecss";
import { transform } from "lightningcss";

const [root, output] = process.argv.slice(2);
const css = (...parts) => readFileSync(join(root, ...parts), "utf8");

// Later layers win over earlier ones whatever their selectors weigh, so ours need not outdo KERN's.
const ORDER = ["kern", "tokens", "base", "layout", "components", "flow", "media"];
const tokens = css("static/css/tokens.css");
const components = readdirSync(join(root, "static/css/components")).filter((name) => name.endsWith(".css")).sort();

const [kern] = await new PurgeCSS().purge({
  content: [
    join(root, "templates/**/*.html"),
    // Only what the templates name counts, but the reset of elements is wanted whole.
    { raw: "html body img svg button input select textarea fieldset legend label option", extension: "html" },
  ],
  css: [{ raw: withoutForcedColours(withoutBound(onBody(css("node_modules/@kern-ux/native/dist/kern.css")))), name: "kern.css" }],
  variables: true,
  keyframes: true,
  fontFace: true,
});

const layer = (name, text) => `@layer ${name}{${text}}`;
const sheet = [
  `@layer ${ORDER.join(",")};`,
  layer("kern", withoutImportant(withoutFallbacks(kern.css.replace(/@charset[^;]*;/, "")))),
  layer("tokens", tokens),
  layer("base", css("static/css/base.css")),
  layer("layout", css("static/css/layout.css")),
  layer("components", components.map((name) => css("static/css/components", name)).join("\n")),
  layer("flow", css("static/css/flow.css")),
  layer("media", css("static/css/forced-colors.css") + css("static/css/print.css")),
].join("\n");

const { code, warnings } = transform({
  filename: "app.css",
  code: Buffer.from(sheet),
  minify: true,
  targets: { chrome: 111 << 16, firefox: 121 << 16, safari: (16 << 16) | (4 << 8) },
});
for (const warning of warnings) console.error(`${warning.message} (line ${warning.loc.line})`);
writeFileSync(output, code);

// KERN's colours by level of nesting: we have one level, the body, and purging would not recognise it in this selector.
function onBody(text) {
  const selector = /:is\(body,[^)]*\):not\(\[class\*=kern-level-\]\),\s*\.kern-layer\.kern-level-0/g;
  if (!selector.test(text)) throw new Error("KERN's rule for the colours of the body has changed its selector");
  return text.replace(selector, "body");
}

// The properties we bind to values of our own, in light and dark, are not needed with KERN's values as well.
function withoutBound(text) {
  const bound = new Set(tokens.match(/--kern-[\w-]+(?=\s*:)/g));
  return text.replace(/^\s*(--kern-[\w-]+):[^;]*;\n/gm, (line, name) => (bound.has(name) ? "" : line));
}

// For forced colours we have a sheet of our own: KERN paints its icons white there, also on white ground.
function withoutForcedColours(text) {
  return text.replace(/^@media \(forced-colors: active\) \{\n(?: .*\n|\n)*?\}\n/gm, "");
}

// KERN writes each property with its default value; the properties are always there, so the defaults are dead weight.
function withoutFallbacks(text) {
  return text.replace(/var\((--kern-[\w-]+),\s*(?:#[0-9a-fA-F]{3,8}|[\w.%-]+)\s*\)/g, "var($1)");
}

// An important rule of an early layer beats every later layer; what KERN marks so must stay ours to decide.
function withoutImportant(text) {
  return text.replace(/\.kern-sr-only[^{]*\{[^}]*\}|\s*!important/g, (found) => (found.startsWith(".kern-sr-only") ? found : ""));
}
