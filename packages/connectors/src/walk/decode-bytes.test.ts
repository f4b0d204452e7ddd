import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBytes, isBinaryHead } from "./decode-bytes.ts";

/** Texts and their bytes in base64, as Python's codecs write them. */
const SAMPLES: readonly (readonly [encoding: string, text: string, base64: string])[] = [
  [
    "windows-1252",
    "Die Straße führt über die Brücke, und drüben wächst ein schöner großer Bäckergarten.",
    "RGllIFN0cmHfZSBm/GhydCD8YmVyIGRpZSBCcvxja2UsIHVuZCBkcvxiZW4gd+RjaHN0IGVpbiBzY2j2bmVyIGdyb99lciBC5GNrZXJnYXJ0ZW4u",
  ],
  [
    "windows-1252",
    "L’œuvre coûte 20 € ; où est-elle ? « À côté », répondit l’élève très déçu.",
    "TJKcdXZyZSBjb/t0ZSAyMCCAIDsgb/kgZXN0LWVsbGUgPyCrIMAgY/R06SC7LCBy6XBvbmRpdCBskuls6HZlIHRy6HMgZOnndS4=",
  ],
  [
    "iso-8859-2",
    "Wszystkie pliki zostały odczytane, a następnie zapisane w głównym katalogu użytkownika. Błąd wystąpił później.",
    "V3N6eXN0a2llIHBsaWtpIHpvc3Rhs3kgb2Rjenl0YW5lLCBhIG5hc3TqcG5pZSB6YXBpc2FuZSB3IGez83dueW0ga2F0YWxvZ3Ugdb95dGtvd25pa2EuIEKzsWQgd3lzdLFwabMgcPO8bmllai4=",
  ],
  [
    "windows-1251",
    "Файл не найден. Проверьте путь и попробуйте ещё раз, пожалуйста.",
    "1ODp6yDt5SDt4Onk5e0uIM/w7uLl8Pzy5SDv8/L8IOgg7+7v8O7h8+ny5SDl+bgg8ODnLCDv7ubg6/Pp8fLgLg==",
  ],
  [
    "koi8-r",
    "Файл не найден. Проверьте путь и попробуйте ещё раз, пожалуйста.",
    "5sHKzCDOxSDOwcrExc4uIPDSz9fF0tjUxSDQ1dTYIMkg0M/Q0s/C1crUxSDF3aMg0sHaLCDQz9bBzNXK09TBLg==",
  ],
  [
    "iso-8859-7",
    "Αυτό είναι ένα ελληνικό κείμενο για δοκιμή της ανίχνευσης των χαρακτήρων.",
    "wfX0/CDl3+3h6SDd7eEg5evr5+3p6vwg6uXf7OXt7yDj6eEg5O/q6ezeIPTn8iDh7d/37eX18+fyIPT57SD34fHh6vTe8fntLg==",
  ],
  [
    "shift_jis",
    "ファイルが見つかりません。パスを確認して、もう一度お試しください。",
    "g3SDQINDg4uCqoypgsKCqYLogtyCuYLxgUKDcINYgvCKbZRGgrWCxIFBguCCpIjqk3iCqI6OgrWCrYK+grOCooFC",
  ],
  [
    "euc-jp",
    "ファイルが見つかりません。パスを確認して、もう一度お試しください。",
    "pdWloaWkpeukrLirpMSkq6TqpN6ku6TzoaOl0aW5pPKzzsenpLekxqGipOKkprDsxdmkqrvupLekr6TApLWkpKGj",
  ],
  [
    "gb18030",
    "找不到文件。请检查路径是否正确，然后再试一次，谢谢你的帮助。",
    "1dKyu7W9zsS8/qGjx+u87LLpwre+tsrHt/HV/ci3o6zIu7rz1NnK1NK7tM6jrNC70LvE47XEsO/W+qGj",
  ],
  [
    "big5",
    "找不到檔案。請檢查路徑是否正確，然後再試一次，謝謝你的幫助與說明。",
    "p+Sko6jswMmu16FDvdDAy6xkuPSufKxPp1+lv71UoUG1TavhpkG41aRAprihQcHCwcKnQaq6wLCnVbtQu6Gp+qFD",
  ],
  [
    "euc-kr",
    "파일을 찾을 수 없습니다. 경로를 확인하고 다시 시도하십시오. 감사합니다.",
    "xsTAz8C7IMOjwLsgvPYgvvi9wLTPtNkuILDmt864piDIrsDOx8+w7SC02b3DIL3DtbXHz73KvcO/wC4gsKi758fVtM+02S4=",
  ],
];

const CODE = "function add(left, right) {\n  return left + right;\n}\n";

const utf16le = (text: string) => Buffer.from(text, "utf16le");
const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();

describe("decodeBytes", () => {
  it.each(SAMPLES)("reads %s: %s", (encoding, text, base64) => {
    const bytes = Buffer.from(base64, "base64");
    expect(decodeBytes(bytes)).toEqual({ text, encoding });
    const inCode = Buffer.concat([Buffer.from(`${CODE}// `), bytes, Buffer.from(`\n${CODE}`)]);
    expect(decodeBytes(inCode)).toEqual({ text: `${CODE}// ${text}\n${CODE}`, encoding });
  });

  it.each(SAMPLES)("finds %s far down in ASCII", (_, text, base64) => {
    const code = CODE.repeat(2000);
    const bytes = Buffer.concat([Buffer.from(code), Buffer.from(base64, "base64")]);
    const decoded = decodeBytes(bytes);
    expect("text" in decoded && decoded.text.slice(code.length)).toBe(text);
  });

  it("counts lines as they are in the text", () => {
    const bytes = Buffer.from(`Grüße aus Köln\r\nund schöne Tage\nin München für alle`, "latin1");
    const decoded = decodeBytes(bytes);
    expect("text" in decoded && decoded.text.split("\n")).toHaveLength(3);
  });

  it("reads a western name or sign in what is ASCII otherwise", () => {
    const bytes = Buffer.from(`${CODE}/* (C) José, 20 °C */\n`, "latin1");
    expect(decodeBytes(bytes)).toMatchObject({
      text: `${CODE}/* (C) José, 20 °C */\n`,
      encoding: "windows-1252",
    });
    const russian = Buffer.concat([Buffer.from(CODE), Buffer.from([0xf2, 0xe5, 0xf1, 0xf2])]);
    expect(decodeBytes(russian)).toEqual({ reason: "encoding" });
  });

  it("reads UTF-8, with its byte order mark in the text", () => {
    for (const text of ["a", "Grüße 🙂", "\uFEFFtext", "\u001b[31mred"]) {
      expect(decodeBytes(Buffer.from(text))).toEqual({ text, encoding: "utf-8" });
    }
  });

  it("takes damaged UTF-8 for no other encoding", () => {
    const text = "Grüße aus Köln und für schöne Bücher über Möwen in München. ".repeat(20);
    const bytes = Buffer.concat([Buffer.from(text), Buffer.from([0xc3])]);
    expect(decodeBytes(bytes)).toEqual({ reason: "encoding" });
  });

  it("reads UTF-16 with a mark, or evidently without", () => {
    for (const text of [`${CODE}`, "Grüße, Łódź and 東京 in text\n", "\uFEFF日本語だけ"]) {
      expect(decodeBytes(utf16le(text))).toEqual({ text, encoding: "utf-16le" });
      expect(decodeBytes(utf16be(text))).toEqual({ text, encoding: "utf-16be" });
    }
    const binary = { reason: "binary" };
    expect(decodeBytes(utf16le("日本語だけ\0"))).toEqual(binary);
    expect(decodeBytes(Buffer.concat([utf16le(CODE), Buffer.of(65)]))).toEqual(binary);
    const samples = Buffer.from(new Int16Array(500).map((_, at) => 120 * Math.sin(at / 9)).buffer);
    expect(decodeBytes(samples)).toEqual(binary);
    const small = Buffer.from(new Uint16Array(500).map((_, at) => at % 90).buffer);
    expect(decodeBytes(small)).toEqual(binary);
  });

  it("takes a NUL for the sign of a binary, wherever it stands", () => {
    for (const at of [0, 100, 8191, 8192, 20_000]) {
      const bytes = Buffer.alloc(20_001, "text ");
      bytes[at] = 0;
      expect(decodeBytes(bytes)).toEqual({ reason: "binary" });
      expect(isBinaryHead(bytes.subarray(0, 8192))).toBe(at < 8192);
    }
    expect(isBinaryHead(utf16le(CODE))).toBe(false);
  });

  it("finds no text in random bytes", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const printable = byte.filter((one) => one > 31 && one !== 127);
    const high = fc.integer({ min: 160, max: 255 });
    const bytes = fc.oneof(
      ...[byte, printable, high].map((one) =>
        fc.array(one, { minLength: 50, maxLength: 3000, size: "max" }),
      ),
    );
    fc.assert(
      fc.property(bytes, (values) => {
        fc.pre(values.some((value) => value > 127));
        expect(decodeBytes(Buffer.from(values))).toHaveProperty("reason");
      }),
      { numRuns: 300 },
    );
  });

  it("says the same every time, and reads one long line in linear time", () => {
    const line = Buffer.alloc(2_000_000, Buffer.from("Grüße aus Köln, ", "latin1"));
    expect(decodeBytes(line)).toMatchObject({ encoding: "windows-1252" });
    for (const [, , base64] of SAMPLES) {
      const bytes = Buffer.from(base64, "base64");
      expect(decodeBytes(bytes)).toEqual(decodeBytes(bytes));
    }
  });
});
