import { TokenPakError } from "@tokenpak/core";
import { unfoldLines } from "../../fold/unfold-lines.ts";
import { readFolderLine } from "../../paths/folded-paths.ts";
import { joinLines, type LineEnds } from "../../terminal/line-ends.ts";
import { TREE_STYLES, treePrefix } from "./tree-style.ts";

/** Reads any of this kind's exact notations. Throws `NOT_REVERSIBLE` on anything else. */
export function decodeListing(body: string): string {
  const end = body.indexOf("\n");
  const head = end < 0 ? body : body.slice(0, end);
  const lines = end < 0 ? [] : body.slice(end + 1).split("\n");
  if (head === "fold") return unfoldLines(body.slice(end + 1));
  if (/^(?:led )?paths(?:,|$)/.test(head)) return joinLines(paths(head, lines), endsOf(head));
  if (/^tree /.test(head)) return joinLines(tree(head, lines), endsOf(head));
  throw new TokenPakError(
    "NOT_REVERSIBLE",
    `This is no listing that was packed: it begins with "${head.slice(0, 80)}". Unpack the text as it was packed.`,
  );
}

function endsOf(head: string): LineEnds {
  const words = beforeRoot(head).split(", ");
  return { crlf: words.includes("crlf"), open: words.includes("open end") };
}

function beforeRoot(head: string): string {
  const at = head.indexOf(", in ");
  return at < 0 ? head : head.slice(0, at);
}

function paths(head: string, lines: readonly string[]): string[] {
  const options = beforeRoot(head);
  const root = options.length === head.length ? "" : head.slice(options.length + 5);
  const ending = /, names end in (\S+)$/.exec(options)?.[1] ?? "";
  const out: string[] = [];
  const isLed = head.startsWith("led ");
  let folder = root;
  for (const line of lines) {
    if (line.startsWith("|")) out.push(line.slice(1));
    else if (line.startsWith(" ")) out.push(entry(line.slice(1), { folder, ending, isLed }));
    else folder = root + readFolderLine(line);
  }
  return out;
}

interface EntryPlace {
  readonly folder: string;
  readonly ending: string;
  /** Whether the path is the last word of its line. */
  readonly isLed: boolean;
}

function entry(text: string, { folder, ending, isLed }: EntryPlace): string {
  let from = isLed ? text.length : 0;
  while (from > 0 && !/\s/.test(text.charAt(from - 1))) from--;
  const name = text.slice(from);
  return text.slice(0, from) + folder + (name.startsWith("=") ? name.slice(1) : name + ending);
}

/** Names behind as many spaces as folders are above them; the bars are those of the tree. */
function tree(head: string, lines: readonly string[]): string[] {
  const style = TREE_STYLES[Number(/^tree (\d+)/.exec(head)?.[1] ?? 0)] ?? TREE_STYLES[0];
  const depths = lines.map((line) =>
    line.startsWith("|") ? -1 : (/^ */.exec(line)?.[0].length ?? 0),
  );
  const prefixes = treePrefix(depths, style);
  return lines.map((line, at) => {
    if (line.startsWith("|")) return line.slice(1);
    return (prefixes[at] as string) + line.slice(depths[at] as number);
  });
}
