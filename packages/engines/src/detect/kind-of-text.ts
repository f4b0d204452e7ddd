import { KIND_PROCESSORS } from "../kinds/kind-processors.ts";
import { codeByLooks } from "./code-by-looks.ts";
import type { DetectedContent } from "./detected-content.ts";
import { markdownByLooks } from "./markdown-by-looks.ts";
import { numberedCode } from "./numbered-code.ts";
import { type TextSample, textSample } from "./text-sample.ts";

/** What a content is by its looks, or `undefined` where nothing is convincing. */
export function kindOfText(text: string): DetectedContent | undefined {
  const looks = textSample(text);
  const sample = looks.head;
  const head = sample.slice(0, 2000).trimStart();
  if (/^[[{]/.test(head)) {
    const json = jsonKind(text);
    if (json !== undefined) return json;
  }
  if (/^<!doctype html|^<html[\s>]/i.test(head)) return { kind: "html", confidence: 0.95 };
  const numbered = numberedCode(looks.lines);
  if (numbered !== undefined) return numbered;
  const surest = surestKind(looks);
  if (surest !== undefined && surest.confidence >= CONVINCING) return surest;
  const written = markdownByLooks(looks) ?? codeByLooks(looks);
  if (surest !== undefined)
    return surest.confidence >= (written?.confidence ?? 0) ? surest : written;
  return written;
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

function jsonKind(text: string): DetectedContent | undefined {
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
