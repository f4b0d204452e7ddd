import { sentencesOf } from "../../../packages/engines/src/select/sentences.ts";
import { sentencesIn } from "./language-questions.ts";
import { declarations, type LanguageText, messageTexts } from "./language-texts.ts";

/**
 * Sentences by our rules: how many of the ends between messages, which are known, are found, by us and by `Intl.Segmenter`; and, on
 * the declaration, how far both agree. Which of the two is right where they differ nobody has judged.
 */
export function packSentenceRows(print: (line: string) => void): void {
  print(
    "| sentence ends of messages on one line | known | found by us | by Intl.Segmenter | ends inside of messages, us / Intl |",
  );
  print("|---|---|---|---|---|");
  for (const text of messageTexts()) print(endsRow(text));
  print("\n| sentences of the declaration | ours | Intl.Segmenter's | ends in common, of all |");
  print("|---|---|---|---|");
  for (const text of declarations()) print(agreementRow(text));
}

function endsRow(text: LanguageText & { readonly messages: readonly string[] }): string {
  const gap = text.language === "zh" || text.language === "ja" ? "" : " ";
  const line = text.messages.join(gap);
  const known = new Set<number>();
  let at = 0;
  for (const message of text.messages.slice(0, -1)) {
    at += message.length + gap.length;
    known.add(at);
  }
  const ours = ourEnds(line);
  const theirs = theirEnds(line, text.language);
  const found = (ends: ReadonlySet<number>): number =>
    [...known].filter((end) => ends.has(end)).length;
  const inside = (ends: ReadonlySet<number>): number => ends.size - found(ends);
  return `| ${text.name} | ${known.size} | ${found(ours)} | ${found(theirs)} | ${inside(ours)} / ${inside(theirs)} |`;
}

function agreementRow({ name, language, paragraphs }: LanguageText): string {
  const sums = { ours: 0, theirs: 0, both: 0 };
  for (const paragraph of paragraphs) {
    const [ours, theirs] = [ourEnds(paragraph), theirEnds(paragraph, language)];
    sums.ours += ours.size + 1;
    sums.theirs += theirs.size + 1;
    sums.both += 1 + [...ours].filter((end) => theirs.has(end)).length;
  }
  const share = (100 * sums.both) / (sums.ours + sums.theirs - sums.both);
  return `| ${name} | ${sums.ours} | ${sums.theirs} | ${share.toFixed(0)} % |`;
}

/** Ends within a text; its own end is none. */
function ourEnds(text: string): ReadonlySet<number> {
  return new Set(
    sentencesOf(text, 0, text.length)
      .slice(1)
      .map(([from]) => from),
  );
}

function theirEnds(text: string, language: string): ReadonlySet<number> {
  const ends = new Set<number>();
  let at = 0;
  for (const sentence of sentencesIn(text, language).slice(0, -1)) {
    at += sentence.length;
    ends.add(at);
  }
  return ends;
}
