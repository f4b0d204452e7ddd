/** Valid JSON without its insignificant white space; every other character stays as written. Linear. */
export function minifyJson(text: string): string {
  const parts: string[] = [];
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 34) at = endOfString(text, at);
    else if (code === 32 || code === 10 || code === 13 || code === 9) {
      if (at > from) parts.push(text.slice(from, at));
      at = endOfSpace(text, at);
      from = at;
    } else at += 1;
  }
  if (from === 0) return text;
  parts.push(text.slice(from));
  return parts.join("");
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 34) return at + 1;
    at += code === 92 ? 2 : 1;
  }
  return text.length;
}

function endOfSpace(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return at;
    at += 1;
  }
}
