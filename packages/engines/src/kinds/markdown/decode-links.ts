import { TokenPakError } from "@tokenpak/core";

/** Gives back what `encodeLinks` wrote: each mark of the legend is replaced by the beginning that it stands for. */
export function decodeLinks(body: string): string {
  const beginnings = new Map<string, string>();
  let from = 0;
  while (body.charAt(from) !== "\n") {
    const end = body.indexOf("\n", from);
    const line = end < 0 ? "" : body.slice(from, end);
    const mark = line.slice(0, 2);
    if (!/^[~^§][A-Z] \S/.test(line) || beginnings.has(mark)) throw malformed();
    beginnings.set(mark, line.slice(3));
    from = end + 1;
  }
  if (beginnings.size === 0) throw malformed();
  return body.slice(from + 1).replace(/[~^§][A-Z]/g, (mark) => beginnings.get(mark) ?? mark);
}

function malformed(): TokenPakError {
  return new TokenPakError(
    "NOT_REVERSIBLE",
    "This output cannot be unpacked: its legend is not as codec markdown2 writes it. Read the original from the store by its ref.",
  );
}
