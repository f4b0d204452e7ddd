import type { BodyRole, BraceGrammar } from "./brace-grammar.ts";
import type { BraceTokens } from "./brace-tokens.ts";

/**
 * Lists what a file defines: its tokens in order, one entry for each definition or member, without what may be folded: bodies
 * that hold code (`{}` stands for one), values behind `=`, imports. Whatever else there is stays, so that a text from which
 * anything unknown is missing gives another list. Linear, without recursion.
 */
export function braceDefinitions(tokens: BraceTokens, grammar: BraceGrammar): readonly string[] {
  const reader: Reader = {
    tokens,
    grammar,
    values: new Set(grammar.values ?? ["="]),
    found: [],
    scopes: [{ role: "members", word: "", at: 0, end: tokens.length, closer: "" }],
  };
  for (let scope = reader.scopes.at(-1); scope !== undefined; scope = reader.scopes.at(-1)) {
    if (scope.at < scope.end) {
      scope.at = readItem(reader, scope);
      continue;
    }
    if (scope.closer !== "") reader.found.push(scope.closer);
    reader.scopes.pop();
  }
  return reader.found;
}

interface Reader {
  readonly tokens: BraceTokens;
  readonly grammar: BraceGrammar;
  readonly values: ReadonlySet<string>;
  readonly found: string[];
  readonly scopes: Scope[];
}

interface Scope {
  readonly role: BodyRole;
  /** The word of the group that it is: `const` of `const ( ... )`. */
  readonly word: string;
  readonly end: number;
  readonly closer: string;
  at: number;
}

/** Reads what begins at the scope's place; answers the index behind it. */
function readItem(reader: Reader, scope: Scope): number {
  const { tokens, grammar } = reader;
  const start = scope.at;
  const alone = grammar.alone?.(tokens, start) ?? start;
  if (alone > start) return note(reader, tokens.slice(start, alone), alone);
  const first = tokens.text(start);
  if (tokens.kinds[start] === "directive") {
    return grammar.unlistedDirective?.test(first) === true
      ? start + 1
      : note(reader, first, start + 1);
  }
  if (tokens.kinds[start] === "text") return note(reader, first, start + 1);
  if (first === ";") return start + 1;
  if (isUnlisted(reader, start)) return behindStatement(reader, start, scope.end);
  return readHead(reader, scope);
}

function note({ found }: Reader, text: string, next: number): number {
  if (text !== "") found.push(text);
  return next;
}

function isUnlistedDirective({ tokens, grammar }: Reader, at: number): boolean {
  return (
    tokens.kinds[at] === "directive" && grammar.unlistedDirective?.test(tokens.text(at)) === true
  );
}

function isUnlisted({ tokens, grammar }: Reader, start: number): boolean {
  const listed = grammar.listsAt?.(tokens, start);
  if (listed !== undefined) return !listed;
  return grammar.unlisted.some((opening) =>
    opening.split(" ").every((word, index) => tokens.text(start + index) === word),
  );
}

/** What is known of a head while it is read. */
interface Head {
  /** What is listed of it so far. */
  readonly parts: string[];
  /** Index from which on nothing is in `parts` yet. */
  from: number;
  /** The first word that tells what a body holds. */
  body: BodyRole | undefined;
  alias: boolean;
  /** Open `<`. */
  angles: number;
}

function readHead(reader: Reader, scope: Scope): number {
  const { tokens, grammar } = reader;
  const alias = grammar.aliases?.includes(scope.word) === true;
  const head: Head = { parts: [], from: scope.at, body: undefined, alias, angles: 0 };
  let at = scope.at;
  while (at < scope.end) {
    if (at > scope.at && grammar.endsBefore?.(tokens, at) === true) break;
    if (tokens.kinds[at] === "text" || isUnlistedDirective(reader, at)) break;
    const text = tokens.text(at);
    if (text === ";" || (text === "," && scope.role === "choices" && head.angles === 0)) {
      return finish(reader, head, at + 1);
    }
    const next = readHeadToken(reader, scope, { head, at });
    if (next < 0) return -next;
    at = next;
  }
  return finish(reader, head, at);
}

interface HeadPlace {
  readonly head: Head;
  readonly at: number;
}

/** Goes on behind one token of a head; negative where the definition ends there. */
function readHeadToken(reader: Reader, scope: Scope, place: HeadPlace): number {
  const { tokens, grammar } = reader;
  const { head, at } = place;
  const text = tokens.text(at);
  if (tokens.isWord(at)) {
    readWord(reader, head, at);
    return text === "operator" ? behindOperator(tokens, at, scope.end) : at + 1;
  }
  if (text === "<") head.angles++;
  else if (text === ">" && head.angles > 0) head.angles--;
  else if (text === "{") return readBraces(reader, scope, place);
  else if (text === "(" && at === scope.at + 1 && isGroup(grammar, tokens.text(scope.at))) {
    return openScope(reader, place, { role: "members", word: tokens.text(scope.at) });
  } else if (reader.values.has(text) && !head.alias && head.angles === 0) {
    return readValue(reader, scope, place);
  }
  return tokens.behind(at);
}

function readWord({ tokens, grammar }: Reader, head: Head, at: number): void {
  const text = tokens.text(at);
  if (grammar.aliases?.includes(text) === true) head.alias = true;
  if (head.body !== undefined || !Object.hasOwn(grammar.words, text)) return;
  const word = grammar.words[text];
  if (word?.named === true && !tokens.isWord(at + 1)) return;
  head.body = word?.body;
}

function isGroup(grammar: BraceGrammar, word: string): boolean {
  return grammar.groups?.includes(word) === true;
}

/** Behind the name of an operator that a class overloads, up to its parameters. */
function behindOperator(tokens: BraceTokens, at: number, end: number): number {
  let next = at + 1;
  if (tokens.text(next) === "(") next += 2;
  while (next < end && next < at + 12 && !/^[({;]/.test(tokens.text(next))) next++;
  return Math.min(next, end);
}

function readBraces(reader: Reader, scope: Scope, place: HeadPlace): number {
  const { tokens, grammar } = reader;
  const { head, at } = place;
  if (head.angles > 0 && /^[<,=]$/.test(tokens.text(at - 1))) return tokens.behind(at);
  const bodyPlace = { open: at, start: scope.at, inside: scope.role };
  const role = grammar.bodyAt?.(tokens, bodyPlace) ?? head.body ?? grammar.otherwise;
  if (role === "head") return tokens.behind(at);
  if (role === "whole") return -finish(reader, head, tokens.behind(at));
  if (role !== "code") return openScope(reader, place, { role, word: "" });
  head.parts.push(tokens.slice(head.from, at), "{}");
  head.from = tokens.behind(at);
  return -finish(reader, head, head.from);
}

/** Opens the brackets at a place as a scope of their own; negative, as the head before them is complete. */
function openScope(
  reader: Reader,
  { head, at }: HeadPlace,
  opened: Pick<Scope, "role" | "word">,
): number {
  const { tokens, scopes } = reader;
  const closer = tokens.closers[at] as number;
  finish(reader, head, at + 1);
  // One branch of a conditional opened what another one closes.
  if (closer <= at) return -(at + 1);
  scopes.push({ ...opened, at: at + 1, end: closer, closer: tokens.text(closer) });
  return -(closer + 1);
}

function finish(reader: Reader, head: Head, end: number): number {
  if (end > head.from) head.parts.push(reader.tokens.slice(head.from, end));
  return note(reader, head.parts.join(" "), end);
}

/** Leaves a value out of the list, up to the end of the statement or the next name that it declares. */
function readValue(reader: Reader, scope: Scope, { head, at }: HeadPlace): number {
  const { tokens } = reader;
  head.parts.push(tokens.slice(head.from, at + 1));
  let angles = 0;
  let next = at + 1;
  while (next < scope.end && !endsValue(reader, scope, next)) {
    const text = tokens.text(next);
    if (text === "," && angles === 0 && declaresNext(tokens, next)) break;
    if (text === "<") angles++;
    else if (text === ">" && angles > 0) angles--;
    next = tokens.behind(next);
  }
  head.from = next;
  return next;
}

function endsValue({ tokens, grammar }: Reader, scope: Scope, at: number): boolean {
  const text = tokens.text(at);
  if (text === ";" || (text === "," && scope.role === "choices")) return true;
  return tokens.kinds[at] === "text" || grammar.endsBefore?.(tokens, at) === true;
}

function declaresNext(tokens: BraceTokens, comma: number): boolean {
  return tokens.isWord(comma + 1) && /^[=,;[]$/.test(tokens.text(comma + 2));
}

/** Behind a statement; one that was never ended does not take the next definition along. */
function behindStatement({ tokens, grammar }: Reader, start: number, end: number): number {
  let at = start;
  while (at < end && tokens.text(at) !== ";") {
    if (tokens.kinds[at] === "text" || tokens.kinds[at] === "directive") return at;
    if (at > start && grammar.endsBefore?.(tokens, at) === true) return at;
    if (at > start && tokens.breaks[at] && Object.hasOwn(grammar.words, tokens.text(at))) return at;
    const behind = tokens.behind(at);
    if (tokens.text(at) === "{" && tokens.breaks[behind] === true) return behind;
    at = behind;
  }
  return Math.min(at + 1, end);
}
