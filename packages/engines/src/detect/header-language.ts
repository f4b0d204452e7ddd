/** Characters of a header that are looked at. */
const LOOKED_AT = 100_000;

const OBJECTIVE_C = /^@(?:interface|protocol|class|property)\b/m;
const CPP =
  /^[ \t]{0,40}(?:namespace\b|template[ \t]{0,9}<|class[ \t]+\w|(?:public|private|protected)[ \t]{0,9}:|using[ \t]+\w|constexpr\b)/m;

/** Which language a `.h` file is in: C unless something in it can only be C++ or Objective-C. */
export function headerLanguage(text: string): "c" | "cpp" | "objectivec" {
  const sample = text.slice(0, LOOKED_AT);
  if (OBJECTIVE_C.test(sample)) return "objectivec";
  return CPP.test(sample) ? "cpp" : "c";
}
