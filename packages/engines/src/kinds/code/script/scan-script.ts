import { skipJsxTag, startsJsx } from "./scan-jsx.ts";
import { type Frame, type FrameKind, type ScriptTokens, TokenList } from "./script-tokens.ts";

/** Tokens of a text, or where it stops to make sense. */
export type ScanResult = { readonly tokens: ScriptTokens } | { readonly problem: string };

/**
 * Scans TypeScript or JavaScript. It shares nothing with tree-sitter. A `/` begins a regular expression, and a `<` in a
 * language with JSX an element, where an expression may begin.
 */
export function scanScript(text: string, options: { readonly jsx: boolean }): ScanResult {
  const state: ScanState = {
    text,
    jsx: options.jsx,
    list: new TokenList(),
    stack: [],
    hidden: 0,
    from: 0,
    at: 0,
  };
  if (text.startsWith("#!")) state.at = lineEnd(text, 0);
  while (state.at < text.length) {
    const problem = step(state);
    if (problem !== undefined) return { problem: `${problem} at offset ${state.at}` };
  }
  const open = state.stack.at(-1);
  return open === undefined ? { tokens: state.list } : { problem: `unclosed ${open.kind}` };
}

/** Where a scan stands. */
export interface ScanState {
  readonly text: string;
  readonly jsx: boolean;
  readonly list: TokenList;
  readonly stack: Frame[];
  /** Template literals and JSX elements that are open: no token inside is kept. */
  hidden: number;
  /** Where the outermost of them begins. */
  from: number;
  at: number;
}

function step(state: ScanState): string | undefined {
  const top = state.stack.at(-1)?.kind;
  if (top === "jsx-tag" || top === "jsx-end-tag") return skipJsxTag(state, { enter, leave });
  if (top === "jsx-children") return skipJsxText(state);
  if (top === "template") return skipTemplateText(state);
  return stepCode(state);
}

function stepCode(state: ScanState): string | undefined {
  const { text, at } = state;
  const code = text.charCodeAt(at);
  if (isSpace(code)) {
    skipSpace(state);
    return undefined;
  }
  const char = text[at] as string;
  if (char === "/") return skipSlash(state);
  if (char === '"' || char === "'") return skipString(state, char);
  if (char === "`") {
    enter(state, "template");
    state.at++;
    return undefined;
  }
  if (isWordUnit(code) || char === "#") {
    const end = wordEnd(text, at + 1);
    const digit = char >= "0" && char <= "9";
    push(state, end, digit ? "number" : "word");
    return undefined;
  }
  if (char === "<" && state.jsx && startsJsx(state)) {
    enter(state, "jsx-tag");
    state.at++;
    return undefined;
  }
  return skipPunctuator(state, char);
}

function skipSpace(state: ScanState): void {
  const { text, list } = state;
  let { at } = state;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isSpace(code)) break;
    if (code === LINE_FEED || code === CARRIAGE_RETURN) list.breakBefore = true;
  }
  state.at = at;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

function push(state: ScanState, end: number, kind: Parameters<TokenList["push"]>[1]): number {
  const token = state.list.push(state.text.slice(state.at, end), kind, state.hidden === 0);
  state.at = end;
  return token;
}

/** Opens a template literal or JSX element. */
function enter(state: ScanState, kind: FrameKind): void {
  if (state.hidden === 0) state.from = state.at;
  state.hidden++;
  state.stack.push({ kind, token: -1, statement: false });
}

/** Closes the innermost template literal or JSX element; the outermost becomes a token. `at` is behind it. */
function leave(state: ScanState): void {
  const kind = state.stack.pop()?.kind === "template" ? "template" : "jsx";
  state.hidden--;
  state.list.push(
    state.hidden === 0 ? state.text.slice(state.from, state.at) : "",
    kind,
    state.hidden === 0,
  );
}

function skipPunctuator(state: ScanState, char: string): string | undefined {
  const { text, at, list, stack } = state;
  if (char === "(" || char === "[" || char === "{") {
    const statement = char === "(" ? CONDITIONS.has(list.latest) : opensBlock(list);
    stack.push({ kind: char, statement, token: push(state, at + 1, "punctuator") });
    return undefined;
  }
  if (char === ")" || char === "]" || char === "}") return closeBracket(state, char);
  const pair = text.slice(at, at + 2);
  const length = pair === "=>" || pair === "++" || pair === "--" ? 2 : 1;
  push(state, at + length, "punctuator");
  return undefined;
}

const CONDITIONS: ReadonlySet<string> = new Set(["for", "if", "while", "with"]);

/** Whether a brace that comes now opens a block and not an object. */
function opensBlock(list: TokenList): boolean {
  if (list.latestKind === "word") return !NO_BLOCK_AFTER.has(list.latest);
  return list.latestKind !== "punctuator" || BLOCK_AFTER.has(list.latest);
}

const NO_BLOCK_AFTER: ReadonlySet<string> = new Set(
  "await case default delete in instanceof new of return throw typeof void yield".split(" "),
);

const BLOCK_AFTER: ReadonlySet<string> = new Set([")", "=>", ";", "{", "}", ">"]);

function closeBracket(state: ScanState, char: string): string | undefined {
  const frame = state.stack.pop();
  const opener = char === ")" ? "(" : char === "]" ? "[" : "{";
  if (frame?.kind === "jsx-braces" && char === "}") {
    state.at++;
    return undefined;
  }
  if (frame?.kind !== opener) return `unexpected ${char}`;
  const token = push(state, state.at + 1, "punctuator");
  if (frame.token >= 0) state.list.partners[frame.token] = token;
  state.list.latestEndsStatement = frame.statement;
  // The expression of a template literal ends: its text goes on, with the template on top of the stack again.
  return undefined;
}

function skipTemplateText(state: ScanState): string | undefined {
  const { text } = state;
  for (let at = state.at; at < text.length; at++) {
    const char = text[at];
    if (char === "\\") at++;
    else if (char === "`") {
      state.at = at + 1;
      leave(state);
      return undefined;
    } else if (char === "$" && text[at + 1] === "{") {
      state.at = at + 1;
      state.stack.push({ kind: "{", token: push(state, at + 2, "punctuator"), statement: false });
      return undefined;
    }
  }
  state.at = text.length;
  return "template literal without an end";
}

function skipJsxText(state: ScanState): string | undefined {
  const { text } = state;
  for (let at = state.at; at < text.length; at++) {
    const char = text[at];
    if (char === "{") {
      state.at = at;
      state.stack.push({ kind: "jsx-braces", token: -1, statement: false });
      push(state, at + 1, "punctuator");
      return undefined;
    }
    if (char !== "<") continue;
    const ends = text[at + 1] === "/";
    state.at = at + (ends ? 2 : 1);
    enter(state, ends ? "jsx-end-tag" : "jsx-tag");
    return undefined;
  }
  state.at = text.length;
  return "JSX without an end";
}

function skipSlash(state: ScanState): string | undefined {
  const { text, at, list } = state;
  const next = text[at + 1];
  if (next === "/") {
    list.comments.add(at);
    state.at = lineEnd(text, at);
    return undefined;
  }
  if (next === "*") {
    const end = text.indexOf("*/", at + 2);
    if (end < 0) return "comment without an end";
    list.comments.add(at);
    if (text.slice(at, end).includes("\n")) list.breakBefore = true;
    state.at = end + 2;
    return undefined;
  }
  if (!list.expectsExpression) {
    push(state, at + 1, "punctuator");
    return undefined;
  }
  return skipRegex(state);
}

function skipRegex(state: ScanState): string | undefined {
  const { text } = state;
  let inClass = false;
  for (let at = state.at + 1; at < text.length && text[at] !== "\n"; at++) {
    const char = text[at];
    if (char === "\\") at++;
    else if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (char === "/" && !inClass) {
      push(state, wordEnd(text, at + 1), "regex");
      return undefined;
    }
  }
  return "regular expression without an end";
}

function skipString(state: ScanState, quote: string): string | undefined {
  const { text } = state;
  for (let at = state.at + 1; at < text.length && text[at] !== "\n"; at++) {
    if (text[at] === "\\") at += text[at + 1] === "\r" && text[at + 2] === "\n" ? 2 : 1;
    else if (text[at] === quote) {
      push(state, at + 1, "string");
      return undefined;
    }
  }
  return "string without an end";
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isWordUnit(text.charCodeAt(at))) at++;
  return at;
}

/** Letters, digits, `_`, `$`, the `\` of an escape, and everything outside ASCII that is no space. */
function isWordUnit(code: number): boolean {
  return code < 128 ? WORD_UNITS[code] === 1 : !isSpace(code);
}

const WORD_UNITS = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w$\\]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** White space and control characters, no-break space, byte order mark, line and paragraph separator. */
function isSpace(code: number): boolean {
  return code <= 32 || code === 0xa0 || code === 0xfeff || code === 0x2028 || code === 0x2029;
}
