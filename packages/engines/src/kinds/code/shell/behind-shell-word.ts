/** A quote, bracket or substitution that is open inside of a word. */
interface OpenPart {
  readonly close: '"' | "`" | "}" | ")" | "))";
  /** Whether commands stand in it. */
  readonly commands: boolean;
  /** Whether it is a `${` in double quotes, where a single quote is text. */
  readonly quoted: boolean;
  /** `case` statements that are open in it: their patterns end with a bracket that closes nothing. */
  cases: number;
}

/**
 * Behind a word of a shell that begins at `start`, with all quotes, substitutions and lists in it, however many lines these have;
 * `undefined` where one of them has no end. Offsets of comments inside are added to `comments`.
 */
export function behindShellWord(
  text: string,
  start: number,
  comments: Set<number>,
): number | undefined {
  const word: Word = { text, start, open: [], comments, at: start };
  while (word.at < text.length) {
    const inner = word.open.at(-1);
    const char = text[word.at] as string;
    if (inner === undefined && END.test(char)) {
      if (!opensList(word)) break;
      openPart(word, { close: ")", commands: true }, char === "(" ? 1 : 2);
    } else if (!step(word, inner, char)) return undefined;
  }
  return word.open.length === 0 ? Math.min(word.at, text.length) : undefined;
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly open: OpenPart[];
  readonly comments: Set<number>;
  at: number;
}

const END = /[\s;&|<>()]/;

/** Whether a bracket belongs to the word: `X=(...)`, `@(a|b)`, `<(...)`. */
function opensList({ text, at, start }: Word): boolean {
  if (text[at] === "<" || text[at] === ">") return at === start && text[at + 1] === "(";
  return text[at] === "(" && at > start && /[=@?*+!]/.test(text[at - 1] as string);
}

/** Skips one character or opens and closes one part; answers `false` where a quote has no end. */
function step(word: Word, inner: OpenPart | undefined, char: string): boolean {
  const { text, at } = word;
  if (char === "\\") word.at += 2;
  else if (inner !== undefined && text.startsWith(inner.close, at)) closePart(word, inner);
  else if (char === '"' || char === "`") openPart(word, { close: char, commands: char === "`" }, 1);
  else if (inner?.close === '"' || inner?.quoted === true) stepQuoted(word, char);
  else if (char === "'") return skipSingle(word);
  else if (char === "$") openDollar(word, false);
  else if (char === "(" && inner !== undefined)
    openPart(word, { close: ")", commands: inner.commands }, 1);
  else if (inner?.commands === true) stepCommands(word, inner, char);
  else word.at++;
  return true;
}

function stepQuoted(word: Word, char: string): void {
  if (char === "$") openDollar(word, true);
  else word.at++;
}

function stepCommands(word: Word, part: OpenPart, char: string): void {
  const { text, at } = word;
  if (char === "#" && /[\s;(]/.test(text[at - 1] ?? " ")) {
    word.comments.add(at);
    word.at = lineEnd(text, at);
  } else if (char === "c" || char === "e") countCases(word, part);
  else word.at++;
}

function openPart(word: Word, part: Pick<OpenPart, "close" | "commands">, length: number): void {
  const around = word.open.at(-1);
  const quoted = part.close === "}" && (around?.close === '"' || around?.quoted === true);
  word.open.push({ ...part, quoted, cases: 0 });
  word.at += length;
}

function closePart(word: Word, part: OpenPart): void {
  word.at += part.close.length;
  if (part.cases === 0 || part.close !== ")") word.open.pop();
}

function openDollar(word: Word, quoted: boolean): void {
  const next = word.text.slice(word.at + 1, word.at + 3);
  if (next === "((") openPart(word, { close: "))", commands: false }, 3);
  else if (next[0] === "(") openPart(word, { close: ")", commands: true }, 2);
  else if (next[0] === "{") openPart(word, { close: "}", commands: false }, 2);
  else if (next[0] === "'" && !quoted) skipEscaped(word);
  else word.at += next[0] === "#" || next[0] === "$" ? 2 : 1;
}

function skipSingle(word: Word): boolean {
  const end = word.text.indexOf("'", word.at + 1);
  word.at = end + 1;
  return end >= 0;
}

/** Reads `$'...'`, in which a quote may be escaped. */
function skipEscaped(word: Word): void {
  const { text } = word;
  let at = word.at + 2;
  while (at < text.length && text[at] !== "'") at += text[at] === "\\" ? 2 : 1;
  word.at = at + 1;
}

const CASE = /(?<![\w$/.-])(?:case(?=[ \t])|esac(?![\w-]))/y;

function countCases(word: Word, part: OpenPart): void {
  CASE.lastIndex = word.at;
  const found = CASE.exec(word.text)?.[0];
  if (found === "case") part.cases++;
  if (found === "esac") part.cases = Math.max(0, part.cases - 1);
  word.at += found?.length ?? 1;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}
