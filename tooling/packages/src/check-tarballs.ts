import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readmeExample, readmeInstalls } from "./readme-example.ts";

/**
 * Packs every package, installs each tarball alone into an empty folder, as a user would, and runs the first example of its
 * README there; where a `text` block follows the example, the output must equal it. No tarball has tests in it. Packages that must install without a
 * native build are installed with npm and scanned for install scripts.
 */

const root = resolve(fileURLToPath(import.meta.url), "../../../..");
const work = mkdtempSync(join(tmpdir(), "tokenpak-tarballs-"));
/** Installing one of these must run nothing. */
const NO_NATIVE_BUILD = new Set(["@tokenpak/core", "@tokenpak/engines"]);

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly gypfile?: boolean;
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;

const folders = readdirSync(join(root, "packages")).map((name) => join(root, "packages", name));
const manifests = new Map(folders.map((folder) => [folder, readManifest(folder)]));

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

const pnpm = (args: readonly string[], cwd: string): string =>
  run("npx", ["-y", "pnpm@10.34.9", ...args], cwd);

/** Tarballs by package name. */
function packAll(): ReadonlyMap<string, string> {
  const target = join(work, "tarballs");
  mkdirSync(target);
  return new Map(
    folders.map((folder) => {
      const printed = pnpm(["pack", "--json", "--pack-destination", target], folder);
      const { filename } = JSON.parse(printed.slice(printed.indexOf("{"))) as { filename: string };
      return [manifests.get(folder)?.name ?? "", filename];
    }),
  );
}

/** The package itself and every package of ours below it. */
function ownClosure(name: string): ReadonlySet<string> {
  const closure = new Set<string>();
  const visit = (each: string): void => {
    const manifest = [...manifests.values()].find((candidate) => candidate.name === each);
    if (manifest === undefined || closure.has(each)) return;
    closure.add(each);
    for (const dependency of Object.keys(manifest.dependencies ?? {})) visit(dependency);
  };
  visit(name);
  return closure;
}

function install(name: string, readme: string, tarballs: ReadonlyMap<string, string>): string {
  const folder = join(work, name.replace("/", "-"));
  mkdirSync(folder);
  const closure = ownClosure(name);
  const named = [name, ...readmeInstalls(readme)].filter((each) => closure.has(each));
  // Nothing is published yet: packages of ours below this one come from their tarballs too.
  const own = [...closure].map((each) => [each, `file:${tarballs.get(each)}`] as const);
  const overrides = Object.fromEntries(own.filter(([each]) => each !== name));
  const manifest = {
    private: true,
    type: "module",
    dependencies: Object.fromEntries(own.filter(([each]) => named.includes(each))),
    overrides,
    pnpm: { overrides, onlyBuiltDependencies: ["better-sqlite3"] },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  if (NO_NATIVE_BUILD.has(name)) run("npm", ["install", "--no-audit", "--no-fund"], folder);
  else pnpm(["install", "--silent"], folder);
  return folder;
}

/** Installed packages that run something at installation. */
function installScripts(folder: string): readonly string[] {
  const lock = JSON.parse(
    readFileSync(join(folder, "node_modules", ".package-lock.json"), "utf8"),
  ) as { packages: Record<string, { hasInstallScript?: boolean }> };
  return Object.entries(lock.packages).flatMap(([path, { hasInstallScript }]) =>
    hasInstallScript === true ? [path] : [],
  );
}

/** Tests and what they need are nobody's who installs a package. */
function refuseTests(name: string, tarball: string): void {
  const files = run("tar", ["-tzf", tarball], work).split("\n");
  const strays = files.filter((file) => /__fixtures__|\.test(?:-d)?\./.test(file));
  if (strays.length > 0) throw new Error(`the tarball of ${name} has ${strays.join(", ")}`);
}

function check(name: string, packageFolder: string, tarballs: ReadonlyMap<string, string>): void {
  refuseTests(name, tarballs.get(name) ?? "");
  const readme = readFileSync(join(packageFolder, "README.md"), "utf8");
  const folder = install(name, readme, tarballs);
  if (NO_NATIVE_BUILD.has(name)) {
    const scripts = installScripts(folder);
    if (scripts.length > 0)
      throw new Error(`installing ${name} runs scripts of ${scripts.join(", ")}`);
  }
  const { code, output } = readmeExample(readme);
  writeFileSync(join(folder, "example.mjs"), code);
  const printed = run(process.execPath, ["example.mjs"], folder);
  if (output !== undefined && printed.trim() !== output.trim()) {
    throw new Error(`the README example of ${name} printed\n${printed}\ninstead of\n${output}`);
  }
  process.stdout.write(`ok ${name}: installs alone, its README example runs\n`);
}

try {
  const tarballs = packAll();
  for (const [folder, { name }] of manifests) check(name, folder, tarballs);
} finally {
  rmSync(work, { recursive: true, force: true });
}
