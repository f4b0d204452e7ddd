import type { ContentKind } from "@tokenpak/core";
import { KIND_PROCESSORS } from "../kinds/kind-processors.ts";
import { codeByLooks } from "./code-by-looks.ts";
import type { DetectedContent } from "./detected-content.ts";
import { markdownByLooks } from "./markdown-by-looks.ts";
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
  if (surest !== undefined && surest.confidence >= CONVINCING) return surest;
  if (/^<\?xml\s/.test(head)) return { kind: "xml", confidence: 0.95 };
  const written = markdownByLooks(looks) ?? codeByLooks(looks);
  if (surest !== undefined)
    return surest.confidence >= (written?.confidence ?? 0) ? surest : written;
  return byLines(looks.lines) ?? written;
}

/** From here on a kind need not be compared with Markdown and code. */
const CONVINCING = 0.9;

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
];

function byLines(lines: readonly string[]): DetectedContent | undefined {
  if (lines.length < 3) return undefined;
  for (const [kind, shape, least] of LINE_SHAPES) {
    const share = lines.filter((line) => shape.test(line)).length / lines.length;
    if (share >= least) return { kind, confidence: Math.max(0.5, share) };
  }
  return undefined;
}
