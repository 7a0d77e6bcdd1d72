// Write a TypeScript file with each payload as a literal of @slack/types' KnownBlock, compile it, print which are taken.
// Usage: node types.mjs PAYLOADS, in the folder where typescript and @slack/types are installed.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
const lines = cases.map(({ block }, index) => `export const p${index}: KnownBlock = ${JSON.stringify(block)};`);
writeFileSync("payloads.ts", ['import type { KnownBlock } from "@slack/types";', ...lines].join("\n"));
let told = "";
try {
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--pretty", "false", "payloads.ts"];
  execFileSync("node_modules/.bin/tsc", options, { encoding: "utf8" });
} catch (failed) {
  told = failed.stdout;
}
const refused = new Map();
for (const [, line, said] of told.matchAll(/^payloads\.ts\((\d+),\d+\): error (.*)$/gm)) {
  if (!refused.has(line - 2)) refused.set(line - 2, said);
}
const verdicts = {};
cases.forEach(({ name, valid }, index) => {
  verdicts[name] = !refused.has(index);
  if (valid && refused.has(index)) console.error(`  @slack/types refuses ${name}: ${refused.get(index)}`.slice(0, 230));
});
console.log(JSON.stringify(verdicts));
