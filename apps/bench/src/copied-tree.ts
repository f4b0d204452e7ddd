import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { listInstalledTexts } from "./installed-texts.ts";

/** Written source, not bundles: between these sizes, and no minified file. */
const SMALLEST_BYTES = 200;
const LARGEST_BYTES = 200_000;

/** A folder of text files to index, removed by `dispose`. */
export interface CopiedTree extends Disposable {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
}

/**
 * Copies `files` source, declaration, Markdown and JSON files of the installed packages into a temporary folder: the same ones
 * wherever the same packages are installed.
 */
export function copyInstalledTree(files: number): CopiedTree {
  const installed = join(import.meta.dirname, "../../../node_modules/.pnpm");
  const folder = mkdtempSync(join(tmpdir(), "tokenpak-bench-"));
  let copied = 0;
  let bytes = 0;
  for (const path of listInstalledTexts(installed)) {
    if (copied === files) break;
    const { size } = statSync(join(installed, path));
    if (size < SMALLEST_BYTES || size > LARGEST_BYTES || /[.-]min\./.test(path)) continue;
    // A walker passes over folders of that name.
    const target = join(folder, path.replaceAll("node_modules/", ""));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(installed, path), target);
    copied++;
    bytes += size;
  }
  return {
    folder,
    files: copied,
    bytes,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
