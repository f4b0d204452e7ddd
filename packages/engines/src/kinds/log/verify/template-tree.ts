/** A template cut at separators: fields and separators in turn, `undefined` where a value stands. */
export type TemplateTokens = readonly (string | undefined)[];

interface Node {
  readonly children: Map<string, Node>;
  any: Node | undefined;
  entry: number | undefined;
}

/** Templates by their tokens, to find those that fit a line. */
export interface TemplateTree {
  /** Adds a template; answers `false` where there is an equal one. */
  add(tokens: TemplateTokens, entry: number): boolean;
  /** The entries whose templates fit. */
  find(tokens: readonly string[]): readonly number[];
}

/** Stands for a time in tokens; lines that have the character themselves have no templates. */
export const TIME_TOKEN = "\u0001";

/** Cuts a line at separators. */
export function tokensOf(line: string): string[] {
  return line.split(CUT);
}

const CUT =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: stands for a time
  /([ \t|=,;:()[\]{}"'<>`\u0001]+)/;

/** An empty tree. */
export function createTemplateTree(): TemplateTree {
  const root = node();
  return {
    add(tokens, entry) {
      let at = root;
      for (const token of tokens) {
        if (token === undefined) {
          at.any ??= node();
          at = at.any;
        } else {
          const next = at.children.get(token) ?? node();
          at.children.set(token, next);
          at = next;
        }
      }
      if (at.entry !== undefined) return false;
      at.entry = entry;
      return true;
    },
    find(tokens) {
      let level: readonly Node[] = [root];
      for (const token of tokens) {
        level = step(level, token);
        if (level.length === 0) return [];
      }
      return level.flatMap(({ entry }) => (entry === undefined ? [] : [entry]));
    },
  };
}

function step(level: readonly Node[], token: string): Node[] {
  const next: Node[] = [];
  for (const { children, any } of level) {
    const same = children.get(token);
    if (same !== undefined) next.push(same);
    if (any !== undefined && token !== "") next.push(any);
  }
  return next;
}

function node(): Node {
  return { children: new Map(), any: undefined, entry: undefined };
}
