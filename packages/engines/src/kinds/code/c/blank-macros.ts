/** Attributes between the word of a type and its name: `class EXPORT A {`. */
const TYPE_MACRO =
  /\b((?:class|struct|union)[ \t]{1,40})([A-Z][A-Z\d_]{2,60}(?:\([^()\n]{0,200}\))?)(?=\s{1,40}[A-Za-z_]\w{0,100}(?:::\w{1,100}|<[^<>{};\n]{0,100}>)*\s{0,40}(?:final\s{1,40})?[{:])/g;

/** Attributes before a type: `EXPORT int f(`. */
const HEAD_MACRO =
  /^((?:[ \t]{0,40}(?:static|inline|extern|virtual|friend|explicit|constexpr)\b){0,4}[ \t]{0,40})([A-Z][A-Z\d_]{2,60})(?=[ \t]{1,40}(?!const\b)[A-Za-z_][\w:]{0,100}(?:<[^<>\n]{0,80}>)?[ \t*&]{1,40}[A-Za-z_~])/gm;

/** Attributes between parameters and body: `f() NOEXCEPT {`. */
const TAIL_MACRO = /(\)[ \t]{0,40}(?:const[ \t]{1,40})?)([A-Z_][A-Z\d_]{3,60})(?=\s{0,40}\{)/g;

/** A name that is all there is on its line. */
const LINE_MACRO = /^[ \t]{0,40}[A-Z_][A-Z\d_]{3,60}(?=[ \t]{0,40}\r?$)/gm;

/**
 * Writes spaces over macros that stand where the grammar, which knows no macros, takes them for something else: attributes of
 * types and functions, and names alone on a line such as `BEGIN_DECLS`. Every other character stays where it is.
 */
export function blankMacros(text: string): string {
  const attributes = text
    .replace(TYPE_MACRO, (_, before: string, macro: string) => before + blank(macro))
    .replace(HEAD_MACRO, (_, before: string, macro: string) => before + blank(macro))
    .replace(TAIL_MACRO, (_, before: string, macro: string) => before + blank(macro));
  return attributes.replace(LINE_MACRO, (whole: string, at: number) =>
    standsAlone(attributes, at, at + whole.length) ? blank(whole) : whole,
  );
}

function blank(hidden: string): string {
  return " ".repeat(hidden.length);
}

/** Characters around a line that are looked at. */
const AROUND = 200;

/** Whether what stands before is complete, and a declaration that needs nothing before it follows. */
function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - AROUND), start).trimEnd();
  const after = text.slice(end, end + AROUND).trimStart();
  const line = before.slice(before.lastIndexOf("\n") + 1).trimStart();
  const complete = /[;{}:>]$|\*\/$|^$/.test(before) || /^(?:#|\/\/)/.test(line);
  return (
    complete &&
    !line.endsWith("\\") &&
    /^(?:[A-Za-z_#~}[/@]|$)/.test(after) &&
    !/^\w{1,100}\s{0,9}(?:\(|::)/.test(after)
  );
}
