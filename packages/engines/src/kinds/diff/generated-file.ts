import type { HeaderPart, HunkPart, Patch } from "./read-patch.ts";

/** Whether a file was written by a tool: lock files, minified code, source maps, snapshots. Nobody reviews its lines. */
export function isGenerated(
  { lines }: Patch,
  { header }: HeaderPart,
  hunks: readonly HunkPart[],
): boolean {
  const name = (header?.names[1] ?? "").replace(/"$/, "");
  const base = name.slice(name.lastIndexOf("/") + 1);
  if (LOCK_FILES.has(base) || GENERATED.test(base)) return true;
  let [long, all] = [0, 0];
  for (const { from, to } of hunks) {
    for (let at = from + 1; at < to; at++) {
      const { length } = lines[at] as string;
      all += length;
      if (length > LONG_LINE) long += length;
    }
  }
  return long > all / 2;
}

/** Nobody writes lines of so many characters by hand. */
const LONG_LINE = 1000;

const LOCK_FILES = new Set(
  (
    "package-lock.json npm-shrinkwrap.json pnpm-lock.yaml yarn.lock bun.lock deno.lock Cargo.lock Gemfile.lock " +
    "composer.lock poetry.lock uv.lock pdm.lock Pipfile.lock go.sum gradle.lockfile mix.lock pubspec.lock Podfile.lock " +
    "packages.lock.json flake.lock Package.resolved conan.lock Cartfile.resolved"
  ).split(" "),
);

const GENERATED =
  /\.(?:min\.(?:js|mjs|css)|map|snap|pb\.go|pb\.cc|pb\.h)$|_pb2\.pyi?$|\.(?:generated|g)\.[a-z]{1,5}$/;
