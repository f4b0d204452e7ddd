/** A shorter text for which `fails` still holds, by leaving lines and then characters out. At most `tries` attempts. */
export function shrinkText(text: string, fails: (text: string) => boolean, tries = 400): string {
  let left = tries;
  const attempt = (candidate: string): boolean => {
    left--;
    return left >= 0 && fails(candidate);
  };
  const byLines = reduce(text.split("\n"), (lines) => attempt(lines.join("\n"))).join("\n");
  return byLines.length > 2000
    ? byLines
    : reduce([...byLines], (chars) => attempt(chars.join(""))).join("");
}

/** Leaves out ever shorter runs of items as long as the rest still fails. */
function reduce(
  items: readonly string[],
  fails: (items: readonly string[]) => boolean,
): readonly string[] {
  let kept = items;
  for (let run = Math.ceil(kept.length / 2); run >= 1; run = run === 1 ? 0 : Math.ceil(run / 2)) {
    for (let at = 0; at < kept.length; ) {
      const without = [...kept.slice(0, at), ...kept.slice(at + run)];
      if (without.length < kept.length && fails(without)) kept = without;
      else at += run;
    }
  }
  return kept;
}
