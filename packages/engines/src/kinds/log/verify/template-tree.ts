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
      const [alone, from] = singleWay(root, tokens);
      let level: readonly Node[] = alone === undefined ? [] : [alone];
      for (let at = from; at < tokens.length && level.length > 0; at++)
        level = step(level, tokens[at] as string);
      return level.flatMap(({ entry }) => (entry === undefined ? [] : [entry]));
    },
  };
}

/** Follows tokens as long as there is one way at most, which needs no lists; answers where that ends, and before which token. */
function singleWay(
  root: Node,
  tokens: readonly string[],
): readonly [node: Node | undefined, at: number] {
  let node = root;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as string;
    const same = node.children.get(token);
    const any = token === "" ? undefined : node.any;
    if (same !== undefined && any !== undefined) return [node, at];
    const next = same ?? any;
    if (next === undefined) return [undefined, at];
    node = next;
  }
  return [node, tokens.length];
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
