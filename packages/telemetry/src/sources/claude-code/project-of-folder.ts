/**
 * The folder that a session was begun in. Claude Code names the folder of its log after it, with `-` for all but letters and digits,
 * which does not lead back; the working folder of a line does, where it is that folder or one within. Otherwise it is the working
 * folder itself (Claude Code shortens long names), and without one the name of the log's folder.
 */
export function projectOfFolder(
  logFolder: string | undefined,
  workingFolder: string | undefined,
): string | undefined {
  if (workingFolder === undefined) return logFolder;
  // Each character gives one, so that only one ancestor has a name of that length.
  const length = logFolder?.length ?? 0;
  const [ancestor, next] = [
    workingFolder.slice(0, length),
    workingFolder.slice(length, length + 1),
  ];
  const isWhole = ancestor !== "" && (next === "" || next === "/" || next === "\\");
  return isWhole && ancestor.replace(OTHER, "-") === logFolder ? ancestor : workingFolder;
}

const OTHER = /[^a-zA-Z0-9]/g;
