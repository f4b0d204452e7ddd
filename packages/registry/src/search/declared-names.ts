/**
 * Headings of Markdown, and what follows a word that declares, in most languages at once; not what is only listed, as in `export { type Foo, type Bar }`.
 * Every repeat is bounded.
 */
const DECLARATION =
  /^#{1,6} ([^\n]{1,200})|\b(?:async def|class|def|enum|fn|func|function|impl|interface|macro|mod|module|namespace|package|protocol|record|struct|trait|type|union)[ \t]{1,4}(?:\([^()\n]{0,80}\)[ \t])?\*? ?([A-Za-z_$][\w$]{1,99})(?![\w$]|\s{0,40}[,}]|\s{1,40}as\b)|^(?:export |pub )?(?:const|let|static|var) ([A-Za-z_$][\w$]{1,99})/gm;

/** Names that a text declares (functions, types, top-level constants) and its headings, separated by spaces. */
export function declaredNames(text: string): string {
  const names: string[] = [];
  for (const [, heading, name = heading, constant = name] of text.matchAll(DECLARATION)) {
    if (constant !== undefined) names.push(constant);
  }
  return names.join(" ");
}
