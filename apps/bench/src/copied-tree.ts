import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
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
 * wherever the same packages are installed. Where there are fewer, it goes round again, with another number of blank lines at
 * the end of each, so that no two are alike.
 */
export function copyInstalledTree(files: number): CopiedTree {
  const installed = join(import.meta.dirname, "../../../node_modules/.pnpm");
  const folder = mkdtempSync(join(tmpdir(), "tokenpak-bench-"));
  const texts = writtenTexts(installed, files);
  let bytes = 0;
  for (let copied = 0; copied < files && texts.length > 0; copied++) {
    const round = Math.floor(copied / texts.length);
    const { path, size } = texts[copied % texts.length] as WrittenText;
    const target = join(
      folder,
      round === 0 ? "" : `round-${round}`,
      path.replaceAll("node_modules/", ""),
    );
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(installed, path), target);
    if (round > 0) appendFileSync(target, "\n".repeat(round));
    bytes += size + round;
  }
  return {
    folder,
    files: texts.length === 0 ? 0 : files,
    bytes,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface WrittenText {
  readonly path: string;
  readonly size: number;
}

function writtenTexts(installed: string, most: number): readonly WrittenText[] {
  const texts: WrittenText[] = [];
  for (const path of listInstalledTexts(installed)) {
    if (texts.length === most) break;
    const { size } = statSync(join(installed, path));
    // A walker passes over folders named node_modules, and over minified files.
    if (size < SMALLEST_BYTES || size > LARGEST_BYTES || /[.-]min\./.test(path)) continue;
    texts.push({ path, size });
  }
  return texts;
}
