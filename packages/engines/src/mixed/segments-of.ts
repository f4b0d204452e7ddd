import { type ContentKind, kindOfFileType, languageOfFileType } from "@tokenpak/core";
import { kindOfCommand } from "../detect/kind-of-command.ts";
import { kindOfText } from "../detect/kind-of-text.ts";
import { FenceFinder } from "./find-fence.ts";
import { JsonFinder } from "./find-json.ts";
import { PatchFinder } from "./find-patch.ts";
import { ViewFinder } from "./find-view.ts";
import type { Segment } from "./segment.ts";

/** Fewer characters are not worth a header of their own. */
const LEAST_CHARACTERS = 240;
/** Fewer lines do not show what they are. */
const LEAST_LINES = 6;

/** What other words than file types say behind a fence. */
const FENCE_KINDS: Readonly<Record<string, ContentKind>> = {
  bash: "text",
  console: "text",
  javascript: "code",
  json5: "text",
  output: "text",
  patch: "diff",
  python: "code",
  sh: "text",
  shell: "text",
  typescript: "code",
  zsh: "text",
};

/**
 * The stretches of a content that are of another kind than the whole: fenced blocks, JSON documents, patches, views of code with
 * line numbers, and, where the whole is of no kind or shows several commands, runs of lines that look like one. In order, of whole lines, not overlapping;
 * what lies between them is of the outer kind. Linear.
 */
export function segmentsOf(text: string, outer: ContentKind): readonly Segment[] {
  const search = new SegmentSearch(text, outer);
  return search.run();
}

class SegmentSearch {
  readonly #outer: ContentKind;
  /** Whether runs of lines are looked at: the whole is of no kind, or a record of several commands. */
  readonly #looks: boolean;
  readonly #lines: readonly string[];
  readonly #starts: Uint32Array;
  readonly #json: JsonFinder;
  readonly #fences: FenceFinder;
  readonly #patches: PatchFinder;
  readonly #views: ViewFinder;
  readonly #found: Segment[] = [];
  /** First line that is of no segment yet. */
  #open = 1;

  constructor(text: string, outer: ContentKind) {
    this.#outer = outer;
    this.#looks = outer === "text" || (outer !== "markdown" && isTranscript(text));
    const lines = text.split("\n");
    // A last break ends a line and begins none.
    if (lines.at(-1) === "") lines.pop();
    this.#starts = new Uint32Array(lines.length + 2);
    for (const [index, line] of lines.entries()) {
      this.#starts[index + 2] = (this.#starts[index + 1] as number) + line.length + 1;
    }
    this.#lines = lines;
    this.#json = new JsonFinder(text);
    this.#fences = new FenceFinder(lines);
    this.#patches = new PatchFinder(lines);
    this.#views = new ViewFinder(lines);
  }

  run(): readonly Segment[] {
    const last = this.#lines.length;
    for (let line = 1; line <= last; ) {
      line =
        this.#fence(line) ??
        this.#patch(line) ??
        this.#view(line) ??
        this.#document(line) ??
        line + 1;
    }
    this.#closeBefore(last + 1);
    return this.#found;
  }

  /** Each of these takes what begins on a line and answers the line behind it, or `undefined`. */
  #fence(line: number): number | undefined {
    const first = (this.#lines[line - 1] as string).trimStart()[0];
    if (first !== "`" && first !== "~") return undefined;
    const fence = this.#fences.at(line);
    if (fence === undefined) return undefined;
    const kind = this.#kindInFence(fence);
    if (kind !== undefined) this.#take({ ...fence, ...kind });
    else this.#closeBefore(fence.firstLine, fence.lastLine + 1);
    return fence.lastLine + 2;
  }

  #kindInFence(fence: {
    readonly firstLine: number;
    readonly lastLine: number;
    readonly info: string;
  }): Pick<Segment, "kind" | "language"> | undefined {
    const { firstLine, lastLine, info } = fence;
    if (this.#sizeOf(firstLine, lastLine) < LEAST_CHARACTERS) return undefined;
    const named = Object.hasOwn(FENCE_KINDS, info) ? FENCE_KINDS[info] : kindOfFileType(info);
    if (named !== undefined && named !== "text") {
      return { kind: named, language: languageOfFileType(info) ?? info };
    }
    return kindOfText(this.#textOf(firstLine, lastLine));
  }

  #patch(line: number): number | undefined {
    if (this.#outer === "diff") return undefined;
    const end = this.#patches.endOf(line);
    if (end === undefined) return undefined;
    this.#take({ firstLine: line, lastLine: end, kind: "diff" });
    return end + 1;
  }

  #view(line: number): number | undefined {
    const view = this.#outer === "search" ? undefined : this.#views.at(line);
    if (view === undefined) return undefined;
    this.#take({ firstLine: line, lastLine: view.lastLine, kind: "code", language: view.language });
    return view.lastLine + 1;
  }

  #document(line: number): number | undefined {
    const end = this.#jsonEnd(line);
    if (end === undefined) return undefined;
    let lastLine = end;
    if (end === line) while (this.#jsonEnd(lastLine + 1) === lastLine + 1) lastLine++;
    this.#take({ firstLine: line, lastLine, kind: lastLine > end ? "jsonl" : "json" });
    return lastLine + 1;
  }

  /** The line on which a JSON document that begins on this line ends. */
  #jsonEnd(line: number): number | undefined {
    if (line > this.#lines.length) return undefined;
    const end = this.#json.endOf(this.#starts[line] as number);
    if (end === undefined) return undefined;
    let at = line;
    while (at < this.#lines.length && (this.#starts[at + 1] as number) < end) at++;
    return at;
  }

  #take(segment: Segment): void {
    if (this.#sizeOf(segment.firstLine, segment.lastLine) < LEAST_CHARACTERS) return;
    this.#closeBefore(segment.firstLine, segment.lastLine + 1);
    this.#found.push(segment);
  }

  /** What lies open before a line is looked at; the next open line is `reopen`. */
  #closeBefore(line: number, reopen = line): void {
    if (this.#looks) {
      for (const segment of this.#runs(this.#open, line - 1)) this.#found.push(segment);
    }
    this.#open = reopen;
  }

  /** Runs of lines that look like one kind: between prompts where there are any, else between blank lines. */
  *#runs(first: number, last: number): Generator<Segment> {
    let begin = first;
    for (let line = first; line <= last + 1; line++) {
      const prompt = line <= last ? commandOf(this.#lines[line - 1] as string) : undefined;
      if (prompt === undefined && line <= last) continue;
      yield* this.#run(begin, line - 1);
      begin = line + 1;
    }
  }

  *#run(first: number, last: number): Generator<Segment> {
    if (last - first + 1 < LEAST_LINES) return;
    const command = first > 1 ? commandOf(this.#lines[first - 2] as string) : undefined;
    const whole = this.#look(first, last, command);
    if (whole !== undefined) {
      yield whole;
      return;
    }
    let pending: Segment | undefined;
    for (const [from, to] of this.#paragraphs(first, last)) {
      const found = this.#look(from, to, undefined);
      if (found === undefined) continue;
      if (pending?.kind === found.kind && !this.#hasProse(pending.lastLine + 1, from - 1)) {
        pending = { ...pending, lastLine: to };
      } else {
        if (pending !== undefined) yield pending;
        pending = found;
      }
    }
    if (pending !== undefined) yield pending;
  }

  #look(first: number, last: number, command: string | undefined): Segment | undefined {
    if (last - first + 1 < LEAST_LINES || this.#sizeOf(first, last) < LEAST_CHARACTERS) {
      return undefined;
    }
    const byCommand = command === undefined ? undefined : kindOfCommand(command);
    const found = kindOfText(this.#textOf(first, last));
    const kind = byCommand ?? found?.kind;
    if (kind === undefined || kind === "text" || kind === "markdown") return undefined;
    const language = found?.kind === kind ? found.language : undefined;
    return { firstLine: first, lastLine: last, kind, language };
  }

  /** Stretches of lines without a blank one. */
  *#paragraphs(first: number, last: number): Generator<readonly [from: number, to: number]> {
    let begin = first;
    for (let line = first; line <= last + 1; line++) {
      if (line <= last && (this.#lines[line - 1] as string).trim() !== "") continue;
      if (line > begin) yield [begin, line - 1];
      begin = line + 1;
    }
  }

  #hasProse(first: number, last: number): boolean {
    for (let line = first; line <= last; line++) {
      if ((this.#lines[line - 1] as string).trim() !== "") return true;
    }
    return false;
  }

  #sizeOf(first: number, last: number): number {
    return last < first ? 0 : (this.#starts[last + 1] as number) - (this.#starts[first] as number);
  }

  #textOf(first: number, last: number): string {
    return this.#lines.slice(first - 1, last).join("\n");
  }
}

/** Whether at least two lines show a shell's prompt and a command. */
function isTranscript(text: string): boolean {
  let prompts = 0;
  for (const match of text.matchAll(/^.{0,300}[$%] \S/gm)) {
    const end = text.indexOf("\n", match.index);
    const line = text.slice(match.index, end < 0 ? text.length : end);
    if (commandOf(line) !== undefined) prompts++;
    if (prompts === 2) return true;
  }
  return false;
}

/** The command that a line shows behind a shell's prompt: `$ git diff`, `user@host:~/a$ make`. */
function commandOf(line: string): string | undefined {
  return /^(?:[\w.-]{1,40}@[\w.-]{1,60}:[^$#\s]{0,200})?[$%] (\S.{0,500})$/.exec(line)?.[1];
}
