import { plainLine } from "../terminal/plain-line.ts";

/** How much of a text is looked at. */
const SAMPLE_CHARACTERS = 20_000;
const SAMPLE_LINES = 200;

/** The beginning of a text, as detectors see it. */
export interface TextSample {
  /** The whole text, for the few that must read all of it. */
  readonly text: string;
  /** Its first 20,000 characters. */
  readonly head: string;
  /** The first 200 lines of `head` that are not blank, without colours, line breaks and what a carriage return wrote over. */
  readonly lines: readonly string[];
}

/** The sample of a text. A last line that is torn by the end of the sample is left out, unless it is the only one. */
export function textSample(text: string): TextSample {
  const head = text.slice(0, SAMPLE_CHARACTERS);
  const all = head.split("\n", SAMPLE_LINES * 2);
  const whole = head.length < text.length && all.length > 1 ? all.slice(0, -1) : all;
  const lines = whole
    .map((line) => plainLine(line))
    .filter((line) => line.trim() !== "")
    .slice(0, SAMPLE_LINES);
  return { text, head, lines };
}
