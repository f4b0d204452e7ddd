import type { Random } from "./random.ts";

/** Code as it is while somebody works on it: torn off, in conflict, a bracket short, pasted twice, with mixed line ends or tabs. */
export function breakCode(text: string, random: Random): string {
  const at = random.whole(text.length + 1);
  switch (random.whole(8)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      return inConflict(text, random);
    case 3:
      return withoutOne(text, at, random.pick(BRACKETS));
    case 4:
      return `${text}${text.slice(0, random.chance(0.5) ? text.length : at)}`;
    case 5:
      return text.replaceAll("\n", () => random.pick(["\n", "\r\n"]));
    case 6:
      return text.replace(/^(?: {2}|\t)+/gm, (indent) =>
        random.chance(0.5) ? "\t" : indent.replaceAll("\t", "    "),
      );
    default:
      return text;
  }
}

const BRACKETS = ["{", "}", "(", ")", "end", "done", "esac", '"', "'", "*/", "EOF", "`"];

function withoutOne(text: string, from: number, bracket: string): string {
  const at = text.indexOf(bracket, from);
  return at < 0 ? text.slice(0, -2) : text.slice(0, at) + text.slice(at + bracket.length);
}

/** Some lines as both sides of a merge have them. */
function inConflict(text: string, random: Random): string {
  const lines = text.split("\n");
  const from = random.whole(lines.length);
  const ours = lines.slice(from, from + 1 + random.whole(9));
  const theirs = ours.slice(random.whole(ours.length));
  const both = ["<<<<<<< HEAD", ...ours, "=======", ...theirs, ">>>>>>> other"];
  return [...lines.slice(0, from), ...both, ...lines.slice(from + ours.length)].join("\n");
}
