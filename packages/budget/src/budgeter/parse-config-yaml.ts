import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { ConfigEntry, ConfigNode } from "./config-node.ts";
import type { ConfigProblem } from "./config-problem.ts";

/** A text as a tree, or why it is none. */
export type ParsedConfig =
  | { readonly root: ConfigNode; readonly problems?: undefined }
  | { readonly root?: undefined; readonly problems: readonly ConfigProblem[] };

/**
 * Reads YAML 1.2 (JSON is some) as the tree of a small configuration: up to a million characters, one document, no more structure than a
 * configuration has, no tags but YAML's own. Aliases are followed when they are asked for and are never expanded. An empty text is null.
 * Linear; nothing is thrown.
 */
export function parseConfigYaml(text: string): ParsedConfig {
  const refusal = refusalOf(text);
  if (refusal !== undefined) return { problems: [refusal] };
  const lineCounter = new LineCounter();
  // A carriage return alone ends a line in YAML, but not for the parser. Its search for keys that come twice is quadratic.
  const document = parseDocument(text.replace(/\r\n?/g, "\n"), {
    lineCounter,
    schema: "core",
    uniqueKeys: false,
    prettyErrors: false,
    // With "silent", further documents are passed over.
    logLevel: "error",
  });
  const lineAt = (offset: number) => Math.max(lineCounter.linePos(offset).line, 1);
  const problems = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
    line: lineAt(pos[0]),
    message:
      code === "MULTIPLE_DOCS"
        ? "a second document begins here; give one."
        : `this is not YAML: ${shortened(message)}.`,
  }));
  if (problems.length > 0) return { problems };
  return { root: nodeOf(document.contents, { document, lineAt }) };
}

/** The parser's messages repeat what they are about, however long it is. */
function shortened(message: string): string {
  if (message.length > MOST_IN_MESSAGE) return `${message.slice(0, MOST_IN_MESSAGE)}..`;
  return message.replace(/[.:]?\s*$/, "");
}

/**
 * The parser is recursive, and where the stack ends it can take the process with it (V8 aborts when it compiles a regular expression
 * there); and it makes an error of each stray bracket. So what has too much structure is not given to it.
 */
function refusalOf(text: string): ConfigProblem | undefined {
  if (text.length > MOST_CHARACTERS) {
    return { line: 1, message: "the file is over 1 MB; a budget configuration is a few lines." };
  }
  let openings = 0;
  let marks = 0;
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    const content = line.trimStart();
    if (content === "" || content.startsWith("#")) continue;
    const indicators = content.match(/[-?:](?=\s|$)/g)?.length ?? 0;
    openings += content.match(/[[{]/g)?.length ?? 0;
    marks += 1 + (content.match(/[\]},!&*"'%@`|>]/g)?.length ?? 0);
    const levels = Math.max(line.length - content.length, indicators, openings);
    if (levels <= MOST_LEVELS && marks <= MOST_MARKS) continue;
    const message =
      "there is more structure up to here than a budget configuration has; take it out.";
    return { line: index + 1, message };
  }
  return undefined;
}

const MOST_CHARACTERS = 1_000_000;
const MOST_LEVELS = 40;
const MOST_MARKS = 2000;
const MOST_IN_MESSAGE = 200;

interface Source {
  readonly document: Document;
  readonly lineAt: (offset: number) => number;
}

function nodeOf(given: unknown, source: Source): ConfigNode {
  if (isAlias(given)) {
    const anchored = given.resolve(source.document);
    return anchored === undefined ? { value: `*${given.source}` } : nodeOf(anchored, source);
  }
  if (isMap(given)) {
    return {
      value: {},
      entries: function* () {
        for (const { key, value } of given.items) yield entryOf(key, value, source);
      },
    };
  }
  if (isSeq(given)) return { value: [] };
  return { value: isScalar(given) ? given.value : null };
}

function entryOf(key: unknown, value: unknown, source: Source): ConfigEntry {
  const range = (key as { readonly range?: readonly number[] | null } | null)?.range;
  return {
    key: isScalar(key) ? String(key.value) : "?",
    node: nodeOf(value, source),
    line: source.lineAt(range?.[0] ?? 0),
  };
}
