import { isPath } from "../../paths/is-path.ts";
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
