import fc from "fast-check";

/** Fragments at which the encodings' patterns branch, and some of many scripts. */
const FRAGMENTS = [
  " ", "  ", "\t", "\n", "\r\n", "\r", "\n\n", " \n ", "\u0085", "\u00a0", "\ufeff", "\u2028", "\u3000", "\u200b",
  "'s", "'S", "'ll", "'LL", "'Re", "'ve", "'\u017f", "'d", "'M", "'t", "'", "’s", "\u017f", "\u212a",
  "a", "B", "abc", "ABC", "Abc", "aBc", "ABCdef", "the", "hello", "\u01c5", "\u02b0", "ª",
  "0", "12", "345", "6789", "Ⅷ", "½", "٣", "１２３４",
  "/", "//", "=", "====", "!?", "{", "}", "();", "_", "-", "<|endoftext|>", "<|fim_prefix|>",
  "é", "e\u0301", "\u0301", "\u0301\u0301", "ß", "İ", "Привет", "МИР", "мир", "Ελλάδα",
  "日本", "語", "中文字", "한국어", "สวัสดี", "น้ำ", "مرحبا", "שלום", "नमस्ते", "क्षि", "ქართ",
  "🌍", "👨‍👩‍👧", "🇰🇷", "❤️", "𝒜𝓫", "𐐀𐐨", "\ud83c", "\udf0d", "\ud800", "\u0000", "\u007f", "\uffff", "\u{10ffff}",
];

/** Text of mixed scripts, white space, contractions, signs, lone surrogates and any other characters. */
export const mixedText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...FRAGMENTS) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) },
    ),
    { maxLength: 40, size: "max" },
  )
  .map((parts) => parts.join(""));
