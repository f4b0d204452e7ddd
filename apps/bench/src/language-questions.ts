import type { LanguageText } from "./language-texts.ts";

/** A question made of the words of a sentence, and a word of it that is not in the question. */
export interface LanguageQuestion {
  readonly words: readonly string[];
  /** The commonest words of the sentence: what a question has beside those that tell. */
  readonly frame: readonly string[];
  /** Stands in one sentence of the text only. */
  readonly answer: string;
}

/** Words of a question. */
const LENGTH = 3;
const FRAME = 2;

/** A number, or a name: what is quoted, an option, a word with digits or a capital in mid-word. */
const FIGURE = /^\p{Nd}+$|\p{Ll}\p{Lu}|\p{L}\p{Nd}|_/u;

/**
 * Questions to a text: for each sentence, by the reading of `Intl.Segmenter`, that has a word which no other sentence has, a
 * question of three other words of it, each of which other sentences have too, spread over their rarer half,
 * and of its two commonest words. That word is the answer; `figures` takes only numbers and
 * names of code for answers.
 */
export function questionsTo(
  { language, paragraphs }: LanguageText,
  { figures = false }: { readonly figures?: boolean } = {},
): readonly LanguageQuestion[] {
  const sentences = paragraphs
    .flatMap((paragraph) => sentencesIn(paragraph, language))
    .map((sentence) => [...new Set(wordsIn(sentence, language))]);
  const counts = new Map<string, number>();
  for (const words of sentences)
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const text = paragraphs.join("\n");
  return sentences.flatMap((words): LanguageQuestion[] => {
    const isAnswer = (word: string): boolean =>
      counts.get(word) === 1 && (!figures || FIGURE.test(word)) && text.split(word).length === 2;
    const answer = words.filter(isAnswer).sort((a, b) => b.length - a.length)[0];
    if (answer === undefined) return [];
    // Words that other sentences have too: a question that one rare word answers is no question.
    const shared = words.filter(
      (word) => word.length > 1 && (counts.get(word) ?? 0) > 1 && !FIGURE.test(word),
    );
    const half = shared
      .sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0))
      .slice(0, Math.max(LENGTH, Math.ceil(shared.length / 2)));
    if (half.length < LENGTH) return [];
    const step = half.length / LENGTH;
    const common = [...words].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
    return [
      {
        answer,
        frame: common.filter((word) => word !== answer).slice(0, FRAME),
        words: Array.from({ length: LENGTH }, (_, at) => half[Math.floor(at * step)] as string),
      },
    ];
  });
}

/** The same question in other forms of its words: for each the word of the text that begins most alike, where there is one. */
export function inOtherForms(
  { words, frame, answer }: LanguageQuestion,
  vocabulary: readonly string[],
): LanguageQuestion {
  const otherForm = (word: string): string => {
    const least = Math.max(4, Math.ceil(word.length * 0.6));
    let best = word;
    let longest = least - 1;
    for (const other of vocabulary) {
      const shared = other === word ? 0 : sharedBeginning(word, other);
      if (shared > longest && other.length - shared <= 4) [best, longest] = [other, shared];
    }
    return best;
  };
  return { words: words.map(otherForm), frame, answer };
}

/** The distinct words of a text, in the order of code units. */
export function vocabularyOf({ language, paragraphs }: LanguageText): readonly string[] {
  return [...new Set(paragraphs.flatMap((paragraph) => wordsIn(paragraph, language)))].sort();
}

function sharedBeginning(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left[at]?.toLowerCase() === right[at]?.toLowerCase()) at++;
  return at;
}

/** Sentences by a reading of its own; it may differ between Node versions, as nothing that we publish may. */
export function sentencesIn(text: string, language: string): readonly string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: "sentence" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function wordsIn(text: string, language: string): readonly string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: "word" });
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text))
    if (isWordLike === true) words.push(segment);
  return words;
}
