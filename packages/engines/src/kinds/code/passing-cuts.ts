/** Trials after which what is left is given up. One bad part among 200 is found in 16. */
const MAX_TRIALS = 20;

/**
 * As many parts as pass a check together: where all do not, the halves are tried, and so on. Answers none where those that pass
 * apart do not pass together.
 */
export function passingCuts<Part extends { readonly from: number }>(
  parts: readonly Part[],
  passes: (parts: readonly Part[]) => boolean,
): readonly Part[] {
  if (passes(parts)) return parts;
  const passing: Part[] = [];
  const open = halvesOf(parts);
  for (let trials = 1; trials < MAX_TRIALS && open.length > 0; trials++) {
    const group = open.shift() as readonly Part[];
    if (passes(group)) for (const part of group) passing.push(part);
    else if (group.length > 1) open.push(...halvesOf(group));
  }
  const together = passing.sort((left, right) => left.from - right.from);
  return together.length > 0 && passes(together) ? together : [];
}

function halvesOf<Part>(parts: readonly Part[]): (readonly Part[])[] {
  const middle = Math.ceil(parts.length / 2);
  return parts.length < 2 ? [] : [parts.slice(0, middle), parts.slice(middle)];
}
