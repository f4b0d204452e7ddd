import type { ContentKind } from "@tokenpak/core";
import { KIND_PROCESSORS } from "../kinds/kind-processors.ts";
import type { DetectedContent } from "./detected-content.ts";
import { type TextSample, textSample } from "./text-sample.ts";

/** What a content is by its looks, or `undefined` where nothing is convincing. */
export function kindOfText(text: string): DetectedContent | undefined {
  const looks = textSample(text);
  const sample = looks.head;
  const head = sample.slice(0, 2000).trimStart();
  if (/^[[{]/.test(head)) {
    const json = jsonKind(text, sample);
    if (json !== undefined) return json;
  }
  if (/^<!doctype html|^<html[\s>]/i.test(head)) return { kind: "html", confidence: 0.95 };
  const surest = surestKind(looks);
  if (surest !== undefined) return surest;
  if (/^<\?xml\s/.test(head)) return { kind: "xml", confidence: 0.95 };
  if (
    /^diff --git |^--- .{1,500}\n\+\+\+ |^Index: .{1,500}\n={10,}/m.test(sample) &&
    /^@@ /m.test(sample)
  ) {
    return { kind: "diff", confidence: 0.95 };
  }
  return byLines(looks.lines) ?? byScript(looks.lines);
}

/** The kind that is surest of its looks; of equals, the first in the list. */
function surestKind(sample: TextSample): DetectedContent | undefined {
  let surest: DetectedContent | undefined;
  for (const { kind, looksLike } of KIND_PROCESSORS) {
    const confidence = looksLike?.(sample) ?? 0;
    if (confidence >= 0.5 && confidence > (surest?.confidence ?? 0)) surest = { kind, confidence };
  }
  return surest;
}

function jsonKind(text: string, sample: string): DetectedContent | undefined {
  const [first = "", second = ""] = sample.trimStart().split("\n", 2);
  if (isJson(first) && second.startsWith("{") && first.startsWith("{")) {
    return { kind: "jsonl", confidence: 0.9 };
  }
  const end = text.trimEnd().at(-1);
  if (end !== "]" && end !== "}") return undefined;
  return isJson(text) ? { kind: "json", confidence: 1 } : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Kinds that show in most of their lines. The share of lines that match is the confidence. */
const LINE_SHAPES: readonly (readonly [kind: ContentKind, shape: RegExp, least: number])[] = [
  [
    "log",
    /^\W{0,3}(?:\d{4}[-/]\d{2}[-/]\d{2}|\d{2}\/\d{2}\/\d{2}|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6} |\d{8}-\d|\d{2}:\d{2}:\d{2}|(?:DEBUG|INFO|WARN|WARNING|ERROR|FATAL|TRACE)\b)/,
    0.6,
  ],
  ["search", /^(?:[A-Za-z]:)?[\w./@+-]{1,300}[:-]\d{1,7}[:-](?:\d{1,5}:)?/, 0.7],
];

function byLines(lines: readonly string[]): DetectedContent | undefined {
  if (lines.length < 3) return undefined;
  for (const [kind, shape, least] of LINE_SHAPES) {
    const share = lines.filter((line) => shape.test(line)).length / lines.length;
    if (share >= least) return { kind, confidence: Math.max(0.5, share) };
  }
  return undefined;
}

const PYTHON =
  /^(?:from [\w.]{1,100} import |import [\w.]{1,100}(?: as \w+)?$|(?:async )?def \w{1,100}\(|class \w{1,100}[(:]|if __name__ == |@\w)/;
const SCRIPT =
  /^(?:import .{0,300} from ["']|export (?:default |async |const |function |class |interface |type )|(?:const|let|var) [\w{[].{0,300}=|(?:async )?function\*? ?\w{0,100}\(|(?:abstract )?class \w{1,100}(?: extends \w{1,100})? ?\{|\}\);?$|["']use strict["'];?$)/;
const TYPED =
  /^(?:export )?(?:interface \w|type \w{1,100}(?:<.{1,200}>)? ?=|enum \w|declare )|: (?:string|number|boolean|void|Promise<)\b/;
const MARKDOWN =
  /^(?:#{1,6} \S|(?:```|~~~)|\|.{0,1000}\|\s*$|\s{0,6}[-*+] \S|\s{0,6}\d{1,3}\. \S|> )|\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)/;

/** Languages and Markdown, by lines that hardly anything else has. */
function byScript(lines: readonly string[]): DetectedContent | undefined {
  if (lines.length === 0) return undefined;
  const shebang = lines[0] as string;
  if (/^#!.{0,100}python/.test(shebang))
    return { kind: "code", language: "python", confidence: 0.95 };
  if (/^#!.{0,100}node/.test(shebang))
    return { kind: "code", language: "javascript", confidence: 0.95 };
  const count = (shape: RegExp): number => lines.filter((line) => shape.test(line)).length;
  const markdown = count(MARKDOWN);
  const headings = count(/^#{1,6} \S|^(?:```|~~~)/);
  const python = count(PYTHON);
  const script = count(SCRIPT);
  if (headings > 0 && markdown >= 2 && markdown >= lines.length * 0.1 && markdown >= script) {
    return { kind: "markdown", confidence: Math.min(0.95, 0.5 + markdown / lines.length) };
  }
  if (python >= 2 && python > script && python >= lines.length * 0.04) {
    return { kind: "code", language: "python", confidence: 0.8 };
  }
  if (script >= 2 && script >= lines.length * 0.05) {
    const typed = count(TYPED) > 0;
    return { kind: "code", language: typed ? "typescript" : "javascript", confidence: 0.8 };
  }
  return undefined;
}
