/** Whether a patch is coloured as git colours it: headers and hunk headers begin with a colour. */
export function isColoured(text: string): boolean {
  return text.includes("\u001b[") && COLOURED.test(text.slice(0, 200_000));
}

/** A coloured patch without its colours; any other text as it is. */
export function plainPatch(text: string): string {
  return isColoured(text) ? text.replace(COLOURS, "") : text;
}

const COLOURED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  /^(?:\u001b\[[\d;]{0,20}m){1,4}(?:diff --git |@@ -|--- )/m;
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
const COLOURS = /\u001b\[[\d;]{0,20}[mK]/g;
