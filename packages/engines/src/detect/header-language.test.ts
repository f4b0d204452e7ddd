import { expect, it } from "vitest";
import { headerLanguage } from "./header-language.ts";

it.each([
  ["c", '#ifdef __cplusplus\nextern "C" {\n#endif\nint f(int class);\n'],
  ["cpp", "#pragma once\nnamespace a {\nint f();\n}\n"],
  ["cpp", "struct A {\n public:\n  int f() const;\n};\n"],
  ["cpp", "template <typename T> T f(T x);\n"],
  ["objectivec", "#import <A/A.h>\n@interface B : NSObject\n@end\n"],
])("headerLanguage tells %s by what only it can hold", (language, text) => {
  expect(headerLanguage(text)).toBe(language);
});
