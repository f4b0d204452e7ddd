import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonWordsFor } from "./common-words.ts";
import { foldWord } from "./fold-word.ts";
import { wordsOf } from "./words.ts";

describe("wordsOf", () => {
  it.each([
    ["maxTokens", ["maxtoken", "max", "token"]],
    ["read_file_sync", ["read_file_sync", "read", "file", "sync"]],
    ["HTTPServer", ["httpserver", "http", "server"]],
    ["Connections failed, retrying", ["connection", "fail", "retry"]],
    ["日本語", ["日本", "本語"]],
    ["Größe naïve", ["grosse", "naive"]],
    ["Straße ÉTAT Ærø ﬁle", ["strasse", "etat", "aero", "file"]],
    ["İstanbul ISPARTA ılık", ["istanbul", "isparta", "ilik"]],
    ["e\u0301te\u0301 \ufeffHello", ["ete", "hello"]],
    ["größe_max", ["grosse_max", "grosse", "max"]],
    ["ABC株式会社2024年", ["abc", "株式", "式会", "会社", "2024", "年"]],
    ["ＡＢＣ１２３ ｶﾀｶﾅ", ["abc123", "カタ", "タカ", "カナ"]],
    ["서버는 서버를", ["서버", "버는", "서버", "버를"]],
    ["ทุกคน", ["ทุก", "ุกค", "กคน"]],
    ["\u{20000}\u{20001}", ["\u{20000}\u{20001}"]],
    ["الْكِتَابُ والكتاب كـتاب ٢٠٢٤", ["كتاب", "كتاب", "كتاب", "2024"]],
    ["ﻛﺘﺎﺏ ﺳﻼﻡ", ["كتاب", "سلام"]],
    ["זְכוּת הזכות", ["זכות", "זכות"]],
    ["अधिकार अधिकारों १२३", ["अधिकार", "अधिकार", "123"]],
    ["права правами ёлка елки", ["прав", "прав", "елк", "елк"]],
    ["ελευθερία ΕΛΕΥΘΕΡΊΑΣ", ["ελευθερ", "ελευθερ"]],
    ["v2.0.1", ["v2", "0", "1"]],
  ])("of %j are %j", (text, words) => expect(wordsOf(text)).toEqual(words));

  it("are folded, never empty, and the same when they are read again, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), (text) => {
        for (const word of wordsOf(text)) {
          expect(word).not.toBe("");
          expect(foldWord(word)).toBe(word);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("commonWordsFor", () => {
  it.each([
    ["Was steht in der Charta über die Rechte?", "steh", ["was", "der", "uber"]],
    ["Quelle est la capitale de la France ?", "capitale", ["quelle", "est"]],
    ["Какие права имеет человек в обществе?", "прав", ["в"]],
    ["为什么人权重要", "人权", ["为什", "什么"]],
    ["ما هي عاصمة مصر", "عاصم", ["ما", "هي"]],
  ])("of %j leave what it is about", (query, telling, common) => {
    const words = commonWordsFor(query);
    expect(words.has(telling)).toBe(false);
    for (const word of common) expect(words.has(word)).toBe(true);
  });

  it("leaves English words alone that other languages use as common ones", () => {
    for (const query of [
      "the war that die",
      "man in hat",
      "who won in 2024",
      "",
      "Menschenrechte",
    ]) {
      expect(commonWordsFor(query).size).toBe(0);
    }
  });
});
