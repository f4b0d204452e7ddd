/** Splits a path behind its last slash or backslash. */
export function splitPath(path: string): readonly [folder: string, name: string] {
  const end = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1;
  return [path.slice(0, end), path.slice(end)];
}

/** The longest folder that all paths are below, with its slash; the empty text where there is none. */
export function sharedRoot(paths: Iterable<string>): string {
  let root: string | undefined;
  for (const path of paths) {
    const [folder] = splitPath(path);
    if (root === undefined) root = folder;
    while (!folder.startsWith(root)) root = splitPath(root.slice(0, -1))[0];
    if (root === "") return "";
  }
  return root ?? "";
}

/** A folder below the root as a line of its own: `.` for the root; `>` before what would read as another sort of line. */
export function folderLine(below: string): string {
  if (below === "") return ".";
  return /^[\d\s|=>:-]/.test(below) ? `>${below}` : below;
}

/** Reads what {@link folderLine} wrote. */
export function readFolderLine(line: string): string {
  if (line === ".") return "";
  return line.startsWith(">") ? line.slice(1) : line;
}
