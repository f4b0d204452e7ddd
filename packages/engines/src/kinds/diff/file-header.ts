/** What the lines above the hunks of a file say, in the one way that git and `diff -u` write them. */
export interface FileHeader {
  /** As in `git status`; `U` for a pair of `---` and `+++` lines alone. */
  readonly status: "M" | "A" | "D" | "R" | "C" | "U";
  /** Similarity of renames and copies in percent, else empty. */
  readonly score: string;
  /** What stands before the old and the new name: `a/` and `b/`. */
  readonly prefixes: readonly [string, string];
  /** Old and new name without prefixes, in quotes where the source has quotes. */
  readonly names: readonly [string, string];
  /** What stands behind `index `, else empty. */
  readonly index: string;
  /** Mode of a new or deleted file, or old and new mode where they differ; else none. */
  readonly modes: readonly string[];
  readonly content: HeaderContent;
}

/** What follows a header: hunks, nothing, the line that says that binary files differ, or a binary patch of git. */
export type HeaderContent = "text" | "none" | "binary" | "git binary patch";

/** The lines of a header, without line breaks. */
export function headerLines(header: FileHeader): string[] {
  const { status, prefixes, names, content } = header;
  const [old, next] = [prefixed(prefixes[0], names[0]), prefixed(prefixes[1], names[1])];
  if (status === "U") return [`--- ${old}`, `+++ ${next}`];
  const lines = [`diff --git ${old} ${next}`, ...modeLines(header)];
  if (header.score !== "") {
    const verb = status === "R" ? "rename" : "copy";
    lines.push(`similarity index ${header.score}%`);
    lines.push(`${verb} from ${names[0]}`, `${verb} to ${names[1]}`);
  }
  if (header.index !== "") lines.push(`index ${header.index}`);
  const left = status === "A" ? NOTHING : old;
  const right = status === "D" ? NOTHING : next;
  if (content === "text") lines.push(`--- ${tabbed(left)}`, `+++ ${tabbed(right)}`);
  else if (content === "binary") lines.push(`Binary files ${left} and ${right} differ`);
  else if (content === "git binary patch") lines.push("GIT binary patch");
  return lines;
}

const NOTHING = "/dev/null";

function modeLines({ status, modes: [first, second] }: FileHeader): string[] {
  if (first === undefined) return [];
  if (status === "A") return [`new file mode ${first}`];
  if (status === "D") return [`deleted file mode ${first}`];
  return [`old mode ${first}`, `new mode ${second}`];
}

function prefixed(prefix: string, name: string): string {
  return name.startsWith('"') ? `"${prefix}${name.slice(1)}` : prefix + name;
}

/** Git ends names with a space in them by a tab, so that no time is read off them. */
function tabbed(name: string): string {
  return !name.startsWith('"') && name.includes(" ") ? `${name}\t` : name;
}
