import { mayBeginLiteral, pushRubyToken, type RubyState, type RubyString } from "./ruby-state.ts";
import { expectsValue } from "./ruby-token.ts";

/** Reads a symbol, character or announced here-document, or opens a string, where one begins; otherwise answers `false`. */
export function openRubyLiteral(state: RubyState): boolean {
  const char = state.text[state.at];
  switch (char) {
    case '"':
    case "`":
      return open(state, { length: 1, close: char, interpolates: true });
    case "'":
      return open(state, { length: 1, close: char, interpolates: false });
    case "/":
      return (
        mayBeginLiteral(state, 1) && open(state, { length: 1, close: "/", interpolates: true })
      );
    case ":":
      return openSymbol(state);
    case "%":
      return openPercent(state);
    case "<":
      return announce(state);
    case "?":
      return skipCharacter(state);
    default:
      return false;
  }
}

/** Reads on in an open string: `true` behind its end, `false` behind a `#{`, `undefined` where the text ends. */
export function skipRubyText(state: RubyState, string: RubyString): boolean | undefined {
  const { text } = state;
  for (let at = state.at; at < text.length; at++) {
    const char = text[at] as string;
    if (char === "\\") at++;
    else if ((char === string.close || char === string.open) && closes(string, char)) {
      state.at = char === "/" ? behindFlags(text, at + 1) : at + 1;
      return true;
    } else if (char === "#" && interpolates(text, at, string)) {
      state.at = at + 2;
      string.braces = 1;
      state.last = undefined;
      return false;
    }
  }
  state.at = text.length;
  return undefined;
}

function interpolates(text: string, at: number, string: RubyString): boolean {
  return string.interpolates && text[at + 1] === "{";
}

/** Whether a bracket of a string's own kind ends it; otherwise it is counted. */
function closes(string: RubyString, char: string): boolean {
  if (char !== string.close) string.depth++;
  else if (string.depth-- === 0) return true;
  return false;
}

interface Opening {
  /** Characters up to the string's text. */
  readonly length: number;
  readonly close: string;
  readonly open?: string;
  readonly interpolates: boolean;
}

function open(state: RubyState, { length, close, open: own, interpolates }: Opening): true {
  state.strings.push({
    from: state.at,
    close,
    open: own,
    interpolates,
    broken: state.broken,
    spaced: state.spaced,
    depth: 0,
    braces: 0,
  });
  state.at += length;
  return true;
}

const SYMBOL =
  /:(?:[A-Za-z_@$\u0080-\uffff][\w@$\u0080-\uffff]*(?:[?!](?!=)|=(?![=~>]))?|\[\]=?|\*\*|[+\-!~]@|<=>|===?|=~|![=~]|<<|>>|<=|>=|[+\-*/%<>!~^&|`])/y;

function openSymbol(state: RubyState): boolean {
  const { text, at, last, spaced } = state;
  const next = text[at + 1];
  if (next === ":") return false;
  const isValue = expectsValue(last) || spaced;
  if (next === '"' || next === "'")
    return isValue && open(state, { length: 2, close: next, interpolates: next === '"' });
  SYMBOL.lastIndex = at;
  const found = SYMBOL.exec(text);
  if (found === null || !isValue) return false;
  pushRubyToken(state, at + found[0].length, "string");
  return true;
}

const PERCENT = /%([wWiIqQrsx]?)([^\w\s])/y;

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "<": ">" };

function openPercent(state: RubyState): boolean {
  PERCENT.lastIndex = state.at;
  const found = PERCENT.exec(state.text);
  if (found === null || !mayBeginLiteral(state, 1)) return false;
  const [whole, type = "", bracket = ""] = found;
  const close = CLOSING[bracket] ?? bracket;
  const interpolates = !/[wiqs]/.test(type);
  const own = close === bracket ? {} : { open: bracket };
  return open(state, { length: whole.length, close, interpolates, ...own });
}

const HERE =
  /<<([~-]?)(?:([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]{0,100})|(["'`])([^"'`\n]{1,100})\3)/y;

function announce(state: RubyState): boolean {
  HERE.lastIndex = state.at;
  const found = HERE.exec(state.text);
  if (found === null || state.last?.text === "class" || !mayBeginLiteral(state, 2)) return false;
  const [whole, dash = "", bare, , quoted = ""] = found;
  const word = bare ?? quoted;
  if (!state.here.ends(word, state.at)) return false;
  state.here.announce(word, dash !== "");
  pushRubyToken(state, state.at + whole.length, "string");
  return true;
}

const CHARACTER = /\?(?:\\(?:[CM]-\\?.|u\{[^}]{1,20}\}|u\w{4}|.)|[^\s\\](?![\w]))/y;

function skipCharacter(state: RubyState): boolean {
  CHARACTER.lastIndex = state.at;
  const found = CHARACTER.exec(state.text);
  if (found === null || !expectsValue(state.last)) return false;
  pushRubyToken(state, state.at + found[0].length, "string");
  return true;
}

function behindFlags(text: string, from: number): number {
  let at = from;
  while (at < from + 8 && /[a-z]/.test(text[at] ?? "")) at++;
  return at;
}
