import type { ScanState } from "./scan-script.ts";
import type { FrameKind } from "./script-tokens.ts";

/** Characters after `<T>(` in which a closing tag is looked for. */
const CLOSING_TAG_WITHIN = 4000;

/** Whether the `<` that comes now begins a JSX element and not a list of type parameters or a comparison. */
export function startsJsx(state: ScanState): boolean {
  const { text, at, list } = state;
  if (!list.expectsExpression || list.latest === "<") return false;
  const match = TAG.exec(text.slice(at, at + 200));
  if (match === null) return false;
  const [all, name = "", follow = ""] = match;
  if (name === "" && !follow.startsWith(">")) return false;
  if (name === "const" || TYPE_PARAMETER.has(follow)) return false;
  if (follow !== ">(" || name === "") return true;
  const end = at + all.length;
  return text.slice(end, end + CLOSING_TAG_WITHIN).includes(`</${name}`);
}

const TAG = /^<\s{0,20}([A-Za-z_$][\w$.:-]{0,100})?\s{0,20}(>\s{0,20}\(|>|,|=|extends\b|)/;

/** What stands behind a type parameter and never behind the name of a tag. */
const TYPE_PARAMETER: ReadonlySet<string> = new Set([",", "=", "extends"]);

/** What opens and closes JSX elements in the scanner. */
export interface JsxFrames {
  enter(state: ScanState, kind: FrameKind): void;
  leave(state: ScanState): void;
}

/** Reads on in a tag, up to its end or the next braces. */
export function skipJsxTag(state: ScanState, frames: JsxFrames): string | undefined {
  const { text } = state;
  let angles = 0;
  while (state.at < text.length) {
    const char = text[state.at] as string;
    const before = text[state.at - 1];
    if (char === "{" || (char === "<" && before === "=")) {
      openInTag(state, frames, char);
      return undefined;
    }
    if (char === "<") angles++;
    else if (char === ">" && before !== "=" && angles-- === 0) {
      endTag(state, frames);
      return undefined;
    }
    state.at = behindTagPart(text, state.at);
  }
  return "tag without an end";
}

/** Begins the value of an attribute, in braces or an element itself. */
function openInTag(state: ScanState, frames: JsxFrames, char: string): void {
  if (char === "<") frames.enter(state, "jsx-tag");
  else {
    state.stack.push({ kind: "jsx-braces", token: -1, statement: false });
    state.list.push("{", "punctuator", false);
  }
  state.at++;
}

/** Behind a string or comment in a tag, or behind one character. */
function behindTagPart(text: string, at: number): number {
  const char = text[at] as string;
  if (char === '"' || char === "'") {
    const end = text.indexOf(char, at + 1);
    return end < 0 ? text.length : end + 1;
  }
  const comment = char === "/" && (text[at + 1] === "/" || text[at + 1] === "*");
  return comment ? commentEnd(text, at) + 1 : at + 1;
}

/** Closes a tag at its `>`: what follows are the children, or what stands around the element. */
function endTag(state: ScanState, frames: JsxFrames): void {
  const { text, stack } = state;
  const closing = stack.at(-1)?.kind === "jsx-end-tag";
  const empty = text[state.at - 1] === "/";
  state.at++;
  if (closing) {
    stack.pop();
    state.hidden--;
    frames.leave(state);
  } else if (empty) frames.leave(state);
  else {
    stack.pop();
    stack.push({ kind: "jsx-children", token: -1, statement: false });
  }
}

/** Offset of a comment's last character. */
function commentEnd(text: string, at: number): number {
  const end = text[at + 1] === "/" ? text.indexOf("\n", at) : text.indexOf("*/", at + 2);
  if (end < 0) return text.length;
  return text[at + 1] === "/" ? end : end + 1;
}
