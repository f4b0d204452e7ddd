import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";

type Conditions = Readonly<Record<string, string>> | string;

const { exports, bin } = JSON.parse(readFileSync("package.json", "utf8")) as {
  exports: Record<string, Conditions>;
  bin?: Readonly<Record<string, string>>;
};

/** package.json's exports are the only list of entries. */
const entries = Object.values(exports).flatMap((conditions) => {
  const source = typeof conditions === "string" ? undefined : conditions["@tokenpak/source"];
  return source === undefined ? [] : [source];
});

export default defineConfig({
  // A committed bin/*.js imports dist/bin.js, so that the link can be made before the first build.
  entry: bin === undefined ? entries : [...entries, "./src/bin.ts"],
  format: "esm",
  target: "node20",
  dts: false,
  sourcemap: true,
  clean: true,
  splitting: true,
});
