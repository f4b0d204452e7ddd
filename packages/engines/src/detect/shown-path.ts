/** Programs that print a file as it is, or lines of it. */
const VIEWERS: ReadonlySet<string> = new Set([
  "bat",
  "cat",
  "head",
  "less",
  "more",
  "nl",
  "sed",
  "tail",
]);

/**
 * The path of the one file that a command line prints, whole or in part, with line numbers or without: `cat -n a.go`,
 * `sed -n 1,40p a.go`, `head -50 a.go`, `cat a.go | head`; `undefined` for anything else.
 */
export function shownPath(command: string): string | undefined {
  const stages = command.slice(0, 2000).split("|");
  const paths = stages.map(fileOf);
  const [path, ...rest] = paths;
  return path !== undefined && path !== "" && rest.every((one) => one === "") ? path : undefined;
}

/** The file of one viewer, empty where it reads what comes before it; `undefined` for other programs. */
function fileOf(stage: string): string | undefined {
  const [program = "", ...args] = stage.trim().split(/\s+/);
  if (!VIEWERS.has(program.replace(/^.*\//, "")) || /[;&<>$`(]/.test(stage)) return undefined;
  if (program === "sed" && !(args.includes("-n") && args.some((arg) => PRINT.test(arg))))
    return undefined;
  const files = args.filter((arg) => !/^[-+]?\d+$|^-/.test(arg) && !PRINT.test(arg));
  return files.length > 1 ? undefined : (files[0] ?? "").replace(/^["']|["']$/g, "");
}

/** What makes `sed -n` print lines. */
const PRINT = /^["']?\d+(?:,(?:\d+|\$))?p["']?$/;
