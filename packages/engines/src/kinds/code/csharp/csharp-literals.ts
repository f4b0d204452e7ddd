/**
 * Raw strings of C# (three quotes and more, dollars before them for code inside), which are taken as one literal whatever code
 * they hold. Answers the offset behind one, -1 where it has no end, `undefined` where none begins.
 */
export function rawString(text: string, start: number): number | undefined {
  let at = start;
  while (text[at] === "$") at++;
  const quotes = at;
  while (text[at] === '"') at++;
  if (at - quotes < 3) return undefined;
  const close = text.slice(quotes, at);
  const end = text.indexOf(close, at);
  if (end < 0) return -1;
  let behind = end + close.length;
  while (text[behind] === '"') behind++;
  return behind;
}
