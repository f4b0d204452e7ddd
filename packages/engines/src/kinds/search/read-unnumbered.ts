import { fitsWell } from "./fits-well.ts";
import type { SearchLine, SearchResults } from "./search-results.ts";

/** Reads `path:text`, `path:12` (counts) and bare paths: what a path looks like must be told by the path alone. */
export function readUnnumbered(lines: readonly string[]): SearchResults | undefined {
  const said = lines.filter((line) => line !== "");
  if (said.length > 0 && said.every(isPath)) return pathList(lines);
  let onlyCounts = true;
  let previous = "";
  const read = lines.map((line): SearchLine => {
    const colon = pathEnd(line);
    if (colon === undefined) return contextOf(line, previous) ?? { type: "other", text: line };
    previous = line.slice(0, colon);
    const text = line.slice(colon + 1);
    onlyCounts = onlyCounts && /^\d{1,9}$/.test(text);
    return { type: "match", path: previous, at: { number: "", column: "", text } };
  });
  if (!fitsWell(read)) return undefined;
  return { shape: onlyCounts ? "counts" : "unnumbered", columns: false, lines: read };
}

function pathList(lines: readonly string[]): SearchResults {
  const read = lines.map(
    (path): SearchLine => (path === "" ? { type: "other", text: "" } : { type: "heading", path }),
  );
  return { shape: "list", columns: false, lines: read };
}

function contextOf(line: string, path: string): SearchLine | undefined {
  if (path === "" || !line.startsWith(`${path}-`)) return undefined;
  return {
    type: "context",
    path,
    at: { number: "", column: "", text: line.slice(path.length + 1) },
  };
}

/** Offset of the colon behind a path at the beginning of a line; that of a Windows drive is passed over. */
function pathEnd(line: string): number | undefined {
  const drive = /^[A-Za-z]:[\\/]/.test(line) ? 2 : 0;
  const colon = line.indexOf(":", drive);
  return colon > drive && isPath(line.slice(0, colon)) ? colon : undefined;
}

const NEVER = /^[\s"'({[<]|[\s"')}\]>,;]$|[<>|"*?;=(){}]|: |\s\s|:\/\//;
const NAME = /^[^\s]{1,200}\.[A-Za-z]\w{0,9}$|^[A-Z][A-Za-z]{2,30}file$/;

/** Whether a text without anything around it can only be a path: it has a folder or an extension, and nothing of a sentence. */
export function isPath(text: string): boolean {
  if (text.length > 1000 || NEVER.test(text)) return false;
  return /[\\/]/.test(text) ? !/[\\/] | [\\/]/.test(text) : NAME.test(text);
}
