/** What sort of thing a question asks for. */
export interface AnswerType {
  /** Finds such things; global. */
  readonly pattern: RegExp;
  /** How much more likely a sentence with one holds the answer, as the logarithm of odds. */
  readonly weight: number;
}

/**
 * What sort of thing a question asks for, by its question word (English, German, French, Spanish, Italian, Portuguese, Dutch,
 * Russian, Chinese, Japanese, Arabic): a number, a date, a name, a reason; `undefined` where that does not tell.
 */
export function answerTypeOf(query: string): AnswerType | undefined {
  const head = query.slice(0, LONGEST);
  return QUESTIONS.find(([question]) => question.test(head))?.[1];
}

/** Things of a type in a text, in order. Looks at its first 4,000 characters. */
export function answersIn(text: string, type: AnswerType): readonly string[] {
  return text.slice(0, LONGEST).match(type.pattern) ?? [];
}

const LONGEST = 4000;

/** Own table: `\b` and `\w` know the letters of English alone. */
const LETTER = "A-Za-z0-9_À-ÖØ-öø-ɏЀ-ӿ";

const DATE = sort(
  2.3,
  new RegExp(
    `${words(
      "1\\d{3}s?|20\\d\\ds?|January|February|March|April|May|June|July|August|September|October|November|December|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|septiembre|octubre|noviembre|diciembre|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|spring|summer|autumn|winter|century|centuries|decade|season|BCE?|AD|Jahrhundert|siècle|siglo|secolo|século|век",
    )}|\\d{1,4}\\s?[年月日]`,
    "g",
  ),
);
const NUMBER = sort(
  2.3,
  new RegExp(
    `\\d[\\d.,]{0,40}|${words(
      "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|half|third|quarter|twice|once|both|several",
    )}|[一二三四五六七八九十百千万億亿]{1,20}`,
    "gi",
  ),
);
/** A capital in mid-sentence; the first word of a sentence tells nothing. */
const NAME = sort(
  1.4,
  /(?<=[A-Za-z0-9À-ɏЀ-ӿ,;:'"”’)] ["“‘(]?)[A-ZÀ-ÖØ-ÞА-ЯЁ][A-Za-zÀ-ɏЀ-ӿ'’.-]{1,60}/g,
);
const REASON = sort(
  2.3,
  new RegExp(
    `${words(
      "because|due to|since|as a result|so that|in order to|caused?|reasons?|therefore|weil|wegen|parce que|porque|perché|omdat|потому что",
    )}|因为|由于|ため`,
    "gi",
  ),
);

/** Question words and what they ask for, the surest first. */
const QUESTIONS: readonly (readonly [question: RegExp, type: AnswerType])[] = [
  [
    asking(
      "how (?:many|much|long|far|old|tall|big|large|often|high|deep|fast|wide|heavy)|(?:what|which) (?:percent|percentage|number|population|amount|age|size|length|distance|portion|fraction|score|ratio|rate|price|cost)|number of|wie ?(?:viele?|lange|alt|hoch|weit|oft)|combien|cu[aá]nt[oa]s?|quant[aeio]s?|hoeveel|сколько",
      "多少|几个|いくつ|何人|كم",
    ),
    NUMBER,
  ],
  [
    asking(
      "when|(?:what|which|in) (?:year|date|day|month|century|decade|time|season)|wann|welche[mns]? (?:jahr|tag|monat)|quand|quelle année|cu[aá]ndo|qu[eé] año|quando|wanneer|когда|каком году",
      "什么时候|何时|哪一年|いつ|何年|متى",
    ),
    DATE,
  ],
  [
    asking(
      "who(?:m|se)?|where|(?:what|which) (?:[a-z]{1,20} )?(?:city|country|state|county|town|river|person|man|woman|team|company|actor|actress|king|queen|president|name|player|author|organization|group|district|region|place|island|language|nationality|university|school|battle|war|book|band|singer)s?|name of|we[rmn]|wo|wie|qui|où|qui[eé]n(?:es)?|d[oó]nde|quem|onde|chi|dove|waar|кто|где",
      "谁|哪里|誰|どこ|أين",
    ),
    NAME,
  ],
  [asking("why|warum|pourquoi|por ?qu[eé]|perché|waarom|почему", "为什么|なぜ|لماذا"), REASON],
];

function sort(weight: number, pattern: RegExp): AnswerType {
  return { pattern, weight };
}

function words(alternatives: string): string {
  return `(?<![${LETTER}])(?:${alternatives})(?![${LETTER}])`;
}

function asking(spaced: string, unspaced: string): RegExp {
  return new RegExp(`${words(spaced)}|${unspaced}`, "i");
}
