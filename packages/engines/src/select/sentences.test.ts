import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentencesOf } from "./sentences.ts";

const split = (text: string): string[] =>
  sentencesOf(text, 0, text.length).map(([from, to]) => text.slice(from, to));

describe("sentencesOf", () => {
  it("ends sentences where readers do", () => {
    expect(split('He said "stop." Then he left! Why? Nobody knows.')).toEqual([
      'He said "stop." ',
      "Then he left! ",
      "Why? ",
      "Nobody knows.",
    ]);
  });

  it("does not end them at abbreviations, initials, numbers and names of files", () => {
    expect(split("Dr. A. Turing paid 3.14 for config.yaml, e.g. in vol. 2. Done.")).toEqual([
      "Dr. A. Turing paid 3.14 for config.yaml, e.g. in vol. 2. ",
      "Done.",
    ]);
  });

  it("knows the full stops of other scripts", () => {
    expect(split("日本語です。次の文です！終わり")).toEqual([
      "日本語です。",
      "次の文です！",
      "終わり",
    ]);
    expect(split("यह पहला है। यह दूसरा है।")).toEqual(["यह पहला है। ", "यह दूसरा है।"]);
  });

  it.each([
    [
      "en",
      "In the U.S. we met J. R. R. Smith vs. Dr. Who at 5 p.m. on Monday. |Version 2.0.1 is at x.org/a/b.html. |It ended.[12] |Done… |Wait... what?",
    ],
    [
      "en",
      "1. First item. |2. Second item. |See fig. 3 of vol. 2. |It was in 2024. |Then World War II. |Really?! |“Stop!” he said. |Use it. |`npm` runs.",
    ],
    [
      "de",
      "Das ist z. B. am 3. Oktober bzw. im 19. Jahrhundert, d. h. spät. |Nr. 5 kam u. a. mit Dr. Müller. |„Halt!“ rief er. |»Gut.« |Sie gewann den 3. Preis. |Ende.",
    ],
    [
      "fr",
      "« Vraiment ? » dit-il. |« Oui. » |M. Dupont et Mme Curie, p. ex. à 3,5 km. |Puis etc. |Fin !",
    ],
    ["es", "Vino p. ej. el Sr. García de EE. UU. en 2024. |¿Por qué? |¡Así! |Luego, pág. 5."],
    ["pl", "Np. prof. Nowak w XIX wieku. |Potem itd. |Koniec."],
    ["ru", "Родился в 1990 г. в Москве, т. е. там. |А. С. Пушкин, см. рис. 5 и т. д. |Потом ушёл."],
    ["tr", "Örn. Prof. Yılmaz geldi. |Sonra gitti."],
    ["el", "Τι είναι αυτό; |Τίποτα. |Π.χ. αυτό."],
    ["ar", "هل تأتي؟ |نعم. |ثم ذهب؛ وعاد."],
    ["he", "הוא בא. |היא הלכה!"],
    ["hi", "यह पहला है। |डॉ. सिंह 3.5 किमी गए। |क्या?"],
    ["am", "ይህ ነው። |ሁለት ነው።"],
    ["km", "នេះគឺ។ |ពីរគឺ។"],
    ["my", "ဒါက၊ ဒီမှာ။ |ဒုတိယ။"],
    ["th", "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ |ต่างมีเหตุผลและมโนธรรม และควรปฏิบัติต่อกัน"],
    ["zh", "他说：“好。”|然后走了。|“再见！”|Apple发布iPhone 15。|３．１４很好……是的"],
    ["ja", "「はい。」と言った。|「終わり。」|彼は去った！？|次。"],
    ["ko", "그는 갔다. |'rest' 요소는 3.5km였다. |끝!"],
  ])("end where readers of %s end them", (_, marked) => {
    const sentences = marked.split("|");
    expect(split(sentences.join(""))).toEqual(sentences);
  });

  it("go on where a line is wrapped, and end with a heading, an item or a blank line", () => {
    const wrapped = "This is a long line of prose that was wrapped by somebody at a column\n";
    const german =
      "Dies ist eine lange Zeile, die jemand bei siebzig Zeichen umbrochen hat, und die\n";
    expect(split(`${wrapped}of seventy. Then.`)).toEqual([`${wrapped}of seventy. `, "Then."]);
    expect(split(`${german}Hauptsache fehlt.`)).toHaveLength(1);
    expect(split(`${wrapped.replace("\n", "\r\n")}of seventy.`)).toHaveLength(1);
    expect(
      split(`${"這是一個很長的句子它被某人在固定的列上換行了所以還沒有結束\n".repeat(2)}完。`),
    ).toHaveLength(1);
    expect(split(`${wrapped}- of seventy`)).toHaveLength(2);
    expect(split("Heading\nText.\rMore\r\n\r\nEnd")).toHaveLength(4);
  });

  const parts = fc.constantFrom(
    ...'a|Mr|.|!|? |… |。|।|؟|」|“|"|)| |\n|\r\n|\n\n|1|12.|3,|з.|И|你|ก|\u0e40\u0e01\u0e32|한|\u0301|\ufeff|\ud83d|\ude00|\u{1f1e9}|[1]|« |;'.split(
      "|",
    ),
    "a long line of words that is wrapped somewhere behind here\n",
    "มนุษย์ทั้งหลายเกิดมามีอิสระและ ",
  );
  const texts = fc.array(parts, { maxLength: 60 }).map((list) => list.join(""));

  it("gives a sentence back whole when it is asked for its range again", () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const [from, to] of sentencesOf(text, 0, text.length)) {
          expect(sentencesOf(text, from, to)).toEqual([[from, to]]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("ends none within a number, a surrogate pair or before a mark", () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const [from] of sentencesOf(text, 0, text.length).slice(1)) {
          const around = text.slice(from - 1, from + 1);
          expect(around).not.toMatch(/[\d.,][\d]|[\ud800-\udbff][\udc00-\udfff]|[\s\S]\u0301|\r\n/);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is linear on text made to stall it", () => {
    const hostile = [
      ".",
      "!?",
      ". ",
      '."',
      "a.",
      "。“",
      "; ",
      "[1]",
      ".[1]",
      "\n",
      "\r",
      "ก ",
      "A.\n",
      "… ",
      "» ",
      "1. ",
    ];
    for (const part of hostile) {
      const text = part.repeat(24_000 / part.length);
      expect(sentencesOf(text, 0, text.length).at(-1)?.[1]).toBe(text.length);
    }
  });

  it("tiles any range of any text", () => {
    const text = fc
      .array(fc.constantFrom("a", "Mr", ".", "!", " ", "\n", '"', "。", ")", "1", "\ud800"))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (whole, a, b) => {
        const from = Math.min(a % (whole.length + 1), b % (whole.length + 1));
        const to = Math.max(a % (whole.length + 1), b % (whole.length + 1));
        const sentences = sentencesOf(whole, from, to);
        expect(sentences.map(([start, end]) => whole.slice(start, end)).join("")).toBe(
          whole.slice(from, to),
        );
        expect(sentences.every(([start, end]) => end > start)).toBe(true);
      }),
    );
  });
});
