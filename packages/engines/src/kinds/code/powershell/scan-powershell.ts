/** Tokens of a text, line breaks among them, and the offsets of its comments, or where it stops to make sense. */
export type PowershellScan =
  | { readonly tokens: readonly string[]; readonly comments: ReadonlySet<number> }
  | { readonly problem: string };

interface PowershellState {
  readonly text: string;
  at: number;
  readonly tokens: string[];
  readonly comments: Set<number>;
  /** Starts of strings that are open around a `$(`, and the brackets that are open in it. */
  readonly strings: { readonly from: number; depth: number }[];
}

/** Scans PowerShell. It shares nothing with tree-sitter. */
export function scanPowershell(text: string): PowershellScan {
  const state: PowershellState = {
    text,
    at: text.startsWith("\ufeff") ? 1 : 0,
    tokens: [],
    comments: new Set(),
    strings: [],
  };
  while (state.at < text.length) {
    const problem = step(state);
    if (problem !== undefined) return { problem: `${problem} at offset ${state.at}` };
  }
  if (state.strings.length > 0) return { problem: "string without an end" };
  return { tokens: state.tokens, comments: state.comments };
}

function step(state: PowershellState): string | undefined {
  const { text, at } = state;
  const char = text[at] as string;
  if (char === " " || char === "\t" || char === "\r" || char === "\ufeff") {
    state.at++;
    return undefined;
  }
  if (char === "`") {
    state.at += text.startsWith("\r\n", at + 1) ? 3 : 2;
    return undefined;
  }
  if (char === "#" || text.startsWith("<#", at)) return skipComment(state);
  if (char === "@" && /^@["'][ \t]*\r?\n/.test(text.slice(at, at + 40)))
    return skipHereString(state);
  if (char === "'") return skipLiteral(state);
  if (char === '"') return skipString(state, at, at + 1);
  return skipToken(state, char);
}

function push(state: PowershellState, from: number, end: number): void {
  if (state.strings.length === 0) state.tokens.push(state.text.slice(from, end));
  state.at = end;
}

function skipComment(state: PowershellState): string | undefined {
  const { text, at } = state;
  const isBlock = text[at] === "<";
  const end = text.indexOf(isBlock ? "#>" : "\n", at);
  if (isBlock && end < 0) return "comment without an end";
  state.comments.add(at);
  state.at = end < 0 ? text.length : isBlock ? end + 2 : end;
  return undefined;
}

function skipHereString(state: PowershellState): string | undefined {
  const end = state.text.indexOf(`\n${state.text[state.at + 1]}@`, state.at);
  if (end < 0) return "here-string without an end";
  push(state, state.at, end + 3);
  return undefined;
}

function skipLiteral(state: PowershellState): string | undefined {
  const { text } = state;
  let end = text.indexOf("'", state.at + 1);
  while (end >= 0 && text[end + 1] === "'") end = text.indexOf("'", end + 2);
  if (end < 0) return "string without an end";
  push(state, state.at, end + 1);
  return undefined;
}

/** Reads a string in double quotes that began at `from`, up to its end or a `$(` in it. */
function skipString(state: PowershellState, from: number, start: number): string | undefined {
  const { text } = state;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === "`") at++;
    else if (char === '"' && text[at + 1] === '"') at++;
    else if (char === '"') {
      push(state, from, at + 1);
      return undefined;
    } else if (char === "$" && text[at + 1] === "(") {
      state.strings.push({ from, depth: 0 });
      state.at = at + 1;
      return undefined;
    }
  }
  return "string without an end";
}

const TOKEN =
  /\$\{[^}\n]{0,500}\}|\$[\w:?^$]*|[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*(?:-[A-Za-z]\w*)*|\d[\w.]*|-[A-Za-z]+|::|[-+*/%]?=|[\s\S]/y;

function skipToken(state: PowershellState, char: string): string | undefined {
  const { text, at, strings } = state;
  TOKEN.lastIndex = at;
  const end = at + (TOKEN.exec(text)?.[0].length ?? 1);
  const inner = strings.at(-1);
  if (inner !== undefined && char === "(") inner.depth++;
  if (inner !== undefined && char === ")" && --inner.depth === 0) {
    strings.pop();
    return skipString(state, inner.from, at + 1);
  }
  push(state, at, end);
  return undefined;
}
