import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import {
  Language,
  type ParseCallback,
  type ParseOptions,
  Parser,
  type Tree,
} from "web-tree-sitter";
import type { CodeLanguage } from "./code-language.ts";

// The one asynchronous step of tree-sitter; it is done before anyone can call us, so that no output depends on call order.
await Parser.init();

type WasmModule = Parameters<typeof Language.loadSync>[0];

/** Node's WebAssembly as far as it is used here; its types come only with those of the browser. */
interface WasmGlobal {
  readonly WebAssembly: {
    readonly Module: new (bytes: Uint8Array) => WasmModule;
    readonly RuntimeError: new () => Error;
  };
}

const { Module, RuntimeError } = (globalThis as unknown as WasmGlobal).WebAssembly;
const require = createRequire(import.meta.url);
const parsers = new Map<string, { readonly parser: Parser; readonly grammar: Language }>();

/**
 * Parses code with tree-sitter; a language's grammar is loaded when it is first used (5 to 15 ms) and kept. Whoever gets the
 * tree frees it with `delete()`. Answers `undefined` where recovery from errors takes more than a linear number of steps, or
 * looking ahead reads the text again and again (comments without an end, brackets that might be something else).
 */
export function parseCode(text: string, language: CodeLanguage): Tree | undefined {
  const parser = parserOf(language);
  const prepared = language.parserText?.(text) ?? text;
  let steps = FREE_STEPS + text.length / CHARACTERS_PER_STEP;
  let readings = FREE_READINGS + READINGS_PER_CHUNK * (text.length / CHUNK_CHARACTERS);
  // What has nothing more to read ends soon, and is stopped at the next step.
  const read = (from: number): string => (--readings < 0 ? "" : chunkOf(prepared, from));
  const progressCallback = () => --steps < 0 || readings < 0;
  const tree = parsedBy(parser, read, { progressCallback });
  if (tree !== null && readings >= 0) return tree;
  tree?.delete();
  parser.reset();
  return undefined;
}

/** A parser that finds no more memory throws, and goes on working once it is reset. */
function parsedBy(parser: Parser, read: ParseCallback, options: ParseOptions): Tree | null {
  try {
    return parser.parse(read, null, options);
  } catch (error) {
    if (error instanceof RuntimeError) return null;
    throw error;
  }
}

/**
 * A step is 100 operations of the parser. Of 6,000 files, whole and damaged, none took more than 500 and one for 84 characters. What
 * takes more may take memory that grows with the square of its length.
 */
const FREE_STEPS = 1000;
const CHARACTERS_PER_STEP = 80;

/** Of the same files none took more than 900 readings, but for some large ones with 3 for a chunk. */
const FREE_READINGS = 2000;
const READINGS_PER_CHUNK = 10;

/** Characters handed to the parser at once; its buffer holds 5,119 of them, and would cut what is longer at any place. */
const CHUNK_CHARACTERS = 1000;

/** What follows a place. It never ends between the two halves of a character, which the parser takes for an error. */
function chunkOf(text: string, from: number): string {
  const end = from + CHUNK_CHARACTERS;
  const last = text.charCodeAt(end - 1);
  return text.slice(from, last >= 0xd800 && last < 0xdc00 ? end - 1 : end);
}

/** Whether code parses without an error. */
export function parsesCleanly(text: string, language: CodeLanguage): boolean {
  const tree = parseCode(text, language);
  const clean = tree !== undefined && !tree.rootNode.hasError;
  tree?.delete();
  return clean;
}

/** A parser with nothing left of earlier texts: the scanners of some grammars keep their state, and would read the next differently. */
function parserOf(language: CodeLanguage): Parser {
  let known = parsers.get(language.grammar);
  if (known === undefined) {
    const path = require.resolve(language.grammar);
    const bytes = readFileSync(path);
    const grammar = Language.loadSync(new Module(language.mendGrammar?.(bytes) ?? bytes));
    known = { parser: new Parser(), grammar };
    parsers.set(language.grammar, known);
  }
  return known.parser.setLanguage(known.grammar);
}
