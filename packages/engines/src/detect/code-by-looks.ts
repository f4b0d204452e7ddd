import type { DetectedContent } from "./detected-content.ts";
import { languageByLooks } from "./language-by-looks.ts";
import type { TextSample } from "./text-sample.ts";

/** Lines that hardly anything but Python has. */
const PYTHON =
  /^(?:from [\w.]{1,100} import |import [\w.]{1,100}(?: as \w+)?$|(?:async )?def \w{1,100}\(|class \w{1,100}[(:]|if __name__ == )/;
/** Decorators, which other languages have too. */
const DECORATOR = /^@\w[\w.]{0,100}(?:\(.*)?$/;

/** Lines of other languages, which share imports, functions or declarations with these: Go, Rust, C, Java, Kotlin, shell, ... */
const OTHER = new RegExp(
  [
    "^package [\\w.]{1,100};?$",
    "^pragma solidity\\b",
    "^import (?:kotlinx?|javax?|androidx?)\\.[\\w.*]{1,200};?$",
    "^(?:@testable )?import (?:Foundation|UIKit|SwiftUI|XCTest|Combine)$",
    "^type \\w{1,100} (?:struct|interface|func)\\b",
    "^(?:pub(?:\\(\\w+\\))? )?(?:fn|impl|mod|struct|trait|union) ?[\\w<]",
    "^use [\\w:]{1,100}(?:::|;)",
    '^#include [<"]',
    '^#import [<"]|^@(?:interface|implementation|end)\\b',
    "^using [\\w.]{1,100};",
    "^module [\\w.]{1,100} where",
    "^import (?:static )?[\\w.*]{1,200};",
    "^(?:typedef|extern|unsigned|struct|void|int|char) \\w",
    "^(?:fi|done|esac|end|endfunction)$|; (?:then|do)$",
    "^def \\w{1,100} ?[:{;]",
    "^\\s{1,40}(?:(?:private|override|suspend|internal|public|open) ){0,4}(?:fun|func) \\w",
    "^(?:import|export|part)(?: of)? ['\"](?:dart:|package:|[\\w./]{1,200}\\.dart)",
    "^(?:part of|library) [\\w.]{1,100};",
    "^(?:<\\?php|BEGIN ?\\{|local \\w|end(?:function|macro|if)\\()",
    "^(?:(?:public|private|protected|internal|open|final|sealed|data|static|override|inline|case) ){0,4}(?:fun|func|val|object|protocol|extension) [\\w(<`]",
    "^(?:public|private|protected) (?:static |final |abstract |sealed |partial )*(?:class|interface|enum|void|int|struct|record) ",
  ].join("|"),
);

/** Lines of which one is enough: neither Python nor JavaScript has any. */
const FOREIGN = new RegExp(
  [
    "^package [\\w.]{1,100};?$",
    "^pragma solidity\\b",
    "^(?:import|export|part)(?: of)? ['\"](?:dart:|package:|[\\w./]{1,200}\\.dart)",
    "^(?:@testable )?import (?:Foundation|UIKit|SwiftUI|XCTest|Combine)$",
    '^#(?:include|import) [<"]',
    "^import (?:kotlinx?|javax?|androidx?)\\.[\\w.*]{1,200};?$",
  ].join("|"),
);

/** Objective-C, which much of C and C++ stands in. */
const OBJECTIVE_C = /^@(?:interface|implementation|protocol|end)\b|^#import [<"]/;

/** Lines that hardly anything but JavaScript and TypeScript has. */
const SCRIPT = new RegExp(
  [
    "^import .{0,300} from [\"']",
    "^import [\"']",
    "^import \\w{1,100} = require\\(",
    "^export (?:default |async |const |let |function |class |interface |type |enum |declare |abstract |namespace |import |[{*=])",
    "^(?:module\\.exports|exports\\.\\w{1,100}) =",
    "^(?:Object\\.defineProperty\\(exports|[\"']use strict[\"'];)",
    "^declare (?:module|namespace|function|const|let|var|class|global|type|interface|enum|abstract) ?[\\w\"'{]",
    "^(?:const|let|var) [\\w{[$].{0,300}=",
    "^(?:async )?function\\*? ?[\\w$]{0,100} ?\\(",
    "^(?:abstract )?class \\w{1,100}(?: extends [\\w.]{1,100})? ?\\{",
    "^interface \\w{1,100}(?:<.{1,200}>)?(?: extends .{1,200})? ?\\{",
    "^type \\w{1,100}(?:<.{1,200}>)? ?=",
    "^\\}\\);?$",
    "^\\(function ?\\(",
  ].join("|"),
);

/** What only TypeScript has. */
const TYPED =
  /^(?:export )?(?:declare )?(?:interface \w|type \w{1,100}(?:<.{1,200}>)? ?=|enum \w|namespace \w)|^(?:export )?declare |^import type |: (?:string|number|boolean|void|unknown|readonly |Promise<)/;

/** How lines of code with braces end or begin. */
const CODE_LIKE =
  /[;{}()[\],]$|^\s{0,80}(?:return|if|else|for|while|case|throw|await)\b|^\s{0,80}[}\])]/;

/** What programming language a text seems to be written in, by lines that hardly anything else has. */
export function codeByLooks({ lines }: Pick<TextSample, "lines">): DetectedContent | undefined {
  const [first = ""] = lines;
  const interpreted = interpretedBy(first);
  if (interpreted !== undefined) return code(interpreted, 0.95);
  const statements = withoutComments(lines);
  if (statements.length === 0) return undefined;
  const count = (shape: RegExp): number => statements.filter((line) => shape.test(line)).length;
  const python = count(PYTHON);
  const script = count(SCRIPT);
  const decorated = python + count(DECORATOR);
  const other = count(OTHER);
  const isForeign = other * 2 >= Math.max(python, script) || count(FOREIGN) > 0;
  if (other > 0 && isForeign) return otherCode(statements);
  if (python > 0 && decorated >= 2 && python > script && decorated >= lines.length * 0.04)
    return code("python", 0.8);
  const isScript =
    (script >= 2 && script >= statements.length * 0.05) ||
    (script >= 1 && statements.length >= 2 && count(CODE_LIKE) >= statements.length * 0.75);
  if (!isScript) return otherCode(statements);
  return code(count(TYPED) > 0 ? "typescript" : "javascript", 0.8);
}

/** Code in another language, where its lines say which. */
function otherCode(statements: readonly string[]): DetectedContent | undefined {
  if (statements.some((line) => OBJECTIVE_C.test(line))) return undefined;
  const language = languageByLooks(statements);
  return language === undefined ? undefined : code(language, 0.75);
}

/** Interpreters by the name at the end of a `#!` line, and their languages. */
const INTERPRETERS: readonly (readonly [name: RegExp, language: string])[] = [
  [/\b(?:ba|da|k|z)?sh\b/, "bash"],
  [/\bpwsh\b/, "powershell"],
  [/\bpython/, "python"],
  [/\b(?:deno|bun|node)/, "javascript"],
  [/\bruby/, "ruby"],
  [/\bphp/, "php"],
  [/\bperl/, "perl"],
  [/\blua/, "lua"],
  [/\bRscript/, "r"],
];

/** The language of a first line that names an interpreter, or opens PHP. */
function interpretedBy(first: string): string | undefined {
  if (/^<\?php\b/.test(first)) return "php";
  if (!/^#! ?\/[\w./-]/.test(first)) return undefined;
  const line = first.slice(0, 120);
  return INTERPRETERS.find(([name]) => name.test(line))?.[1];
}

function code(language: string, confidence: number): DetectedContent {
  return { kind: "code", language, confidence };
}

/** Lines outside of comments with slashes. */
function withoutComments(lines: readonly string[]): readonly string[] {
  let isOpen = false;
  return lines.filter((line) => {
    const text = line.trimStart();
    if (!isOpen && !text.startsWith("/*")) return !text.startsWith("//");
    const end = text.indexOf("*/", isOpen ? 0 : 2);
    isOpen = end < 0;
    return !isOpen && text.slice(end + 2).trim() !== "";
  });
}
