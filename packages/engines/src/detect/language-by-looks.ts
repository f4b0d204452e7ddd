/** Lines by which a language is told. */
interface Looks {
  readonly language: string;
  /** Lines that hardly any other language has. */
  readonly telling: RegExp;
  /** Lines that it has often, and others now and then. */
  readonly usual: RegExp;
}

const LOOKS: readonly Looks[] = [
  {
    language: "bash",
    telling:
      /^\s{0,40}(?:fi|done|esac)$|; (?:then|do)$|^\s{0,40}(?:el)?if \[\[? |^(?:function )?[\w-]{1,80} ?\(\) ?\{$|^set -[eux]|^\s{0,40}shift$/,
    usual:
      /^\s{0,40}(?:echo|export|local|source|exit|trap|case|then|do)\b|^[A-Za-z_]\w{0,80}=|^\s{0,40};;$/,
  },
  {
    language: "c",
    telling:
      /^#\s{0,9}include [<"][\w./-]{1,200}\.h[>"]|^typedef (?:struct|enum|union|unsigned|void|int)\b|^(?:static |extern |inline |const |unsigned |struct \w{1,80} ){1,4}\*?\w{1,80}.{0,200}[({;]$|^#(?:ifndef|ifdef) \w/,
    usual:
      /^#\s{0,9}(?:define|endif|if|else|undef|include)\b|^(?:void|int|char|size_t|bool|long|double|\w{1,80}_t) [*\w]|->/,
  },
  {
    language: "cpp",
    telling:
      /^\s{0,40}template ?<|\bstd::\w|^(?:using )?namespace \w|^#include <[a-z_]{1,60}>$|^\s{0,40}(?:public|private|protected):$|^(?:class|struct) \w.{0,200} : public /,
    usual:
      /^#\s{0,9}(?:define|endif|ifdef|ifndef|include)\b|->|\w::\w|\bconst \w{1,80}(?:<.{0,80}>)?&/,
  },
  {
    language: "csharp",
    telling:
      /^using (?:static )?[A-Z][\w.]{1,200}(?: = .{1,200})?;|^namespace [A-Z][\w.]{1,200}[;{]?$|\{ get;|^\s{0,40}\[assembly: |^\s{0,40}(?:public|internal) (?:static |sealed |abstract |partial )*(?:class|interface|struct) \w{1,200} : |^\s{0,40}#(?:region|endregion)\b/,
    usual:
      /^\s{0,40}(?:public|private|internal|protected) |^\s{0,40}\/\/\/ <|\bvar \w{1,80} = new /,
  },
  {
    language: "dart",
    telling:
      /^(?:import|export|part)(?: of)? ['"](?:dart:|package:|[\w./]{1,200}\.dart)|^part of [\w.]{1,100};|^library [\w.]{1,100};|^\s{0,40}(?:Widget|State<\w{1,80}>|Future<.{1,80}>) \w{1,80}\(|^\s{0,40}factory [A-Z]\w{1,80}/,
    usual:
      /^\s{0,40}(?:@override|final|late|const|static|abstract) ?|=> .{1,200};$|^\s{0,40}(?:String|int|bool|double|void|List<.{1,60}>) \w/,
  },
  {
    language: "go",
    telling:
      /^package \w{1,80}$|^func (?:\(\w{1,80} \*?[\w.[\]]{1,80}\) )?\w{1,80}[[(]|^type \w{1,80}(?:\[.{1,80}\])? (?:struct|interface|func)\b|^import \($|^\s{0,40}if err != nil \{$/,
    usual: /\s:= |^\s{0,40}(?:defer|go|func|var|return)\b|^\t"[\w./-]{1,200}"$/,
  },
  {
    language: "java",
    telling:
      /^package [\w.]{1,200};|^import (?:static )?(?:java|javax|org|com|io|net)\.[\w.*]{1,200};|^\s{0,40}@Override$|^public (?:final |abstract |static )*(?:class|interface|enum|record|@interface) \w|\bthrows \w{1,80}(?:Exception|Error)\b/,
    usual: /^\s{0,40}(?:public|private|protected|static|final) |\bnew [A-Z]\w{1,80}[<(]/,
  },
  {
    language: "kotlin",
    telling:
      /^\s{0,40}(?:(?:public|private|internal|protected|override|suspend|inline|open|operator) ){0,4}fun (?:<.{1,80}> )?[\w.`<>]{1,80}\(|^import (?:kotlin|kotlinx|java|android|org|com|io)\.[\w.]{1,200}$|^(?:data |sealed |enum |open |abstract )+class \w|^(?:companion )?object \w/,
    usual:
      /^\s{0,40}(?:private |override |const |lateinit )*(?:val|var) \w{1,80}|^package [\w.]{1,200}$|\?\.|\bwhen \(/,
  },
  {
    language: "php",
    telling:
      /^<\?php\b|^\s{0,40}\$this->\w|^\s{0,40}(?:public|private|protected) (?:static )?function \w|^namespace [A-Z]\w{0,80}(?:\\\w{1,80}){0,20};|^use [A-Z]\w{0,80}\\/,
    usual: /^\s{0,40}\$\w{1,80}(?:\[.{0,80}\])? ?=|->|^\s{0,40}(?:function|echo|return)\b/,
  },
  {
    language: "powershell",
    telling:
      /^\s{0,40}\[CmdletBinding|^\s{0,40}param ?\($|^\s{0,40}function (?:\w{1,40}:)?[A-Z]\w{1,40}-\w|\b(?:Write-(?:Host|Output|Error|Verbose)|New-Object|Get-(?:Item|ChildItem|Content)|Test-Path|Import-Module|Set-StrictMode)\b/i,
    usual:
      /^\s{0,40}\$[\w:]{1,80}(?:\.\w{1,80})* ?=|\s-(?:eq|ne|not|and|or|match|like)\s|^\s{0,40}\[\w{1,80}\] ?\$/i,
  },
  {
    language: "ruby",
    telling:
      /^require(?:_relative)? ?['"]|^\s{0,40}(?:class [A-Z][\w:]{0,80}(?: < [A-Z][\w:]{0,80})?|module [A-Z][\w:]{0,80})$|^\s{0,40}attr_(?:reader|writer|accessor) :|\bdo \|[\w, *&]{1,80}\|$|^\s{0,40}def (?:self\.)?\w{1,80}[?!=]?(?: ?\([^:]{0,200}\))?$|^\s{0,40}(?:describe|context|it) ['"].{1,200} do$/,
    usual:
      /^\s{0,40}(?:end|else|unless .{1,200}|elsif .{1,200}|rescue\b.{0,200}|private|protected)$|@\w{1,80} \|?\|?= /,
  },
  {
    language: "rust",
    telling:
      /^\s{0,40}(?:pub(?:\([\w:]{1,40}\))? )?(?:async |unsafe |const |extern "C" )*fn \w{1,80}[<(]|^use (?:crate|std|super|self|core)::|^\s{0,40}impl(?:<.{1,80}>)? [A-Z&\w]|^\s{0,40}#!?\[(?:derive|cfg|test|allow|inline|doc|macro_use)\b|^\s{0,40}let mut \w|^(?:pub(?:\([\w:]{1,40}\))? )?(?:struct|enum|trait|mod) \w/,
    usual: /^\s{0,40}(?:let|match|use|pub|mod|impl)\b|\w::\w|&mut |=> /,
  },
  {
    language: "solidity",
    telling:
      /^pragma solidity\b|^(?:abstract )?(?:contract|library|interface) [A-Z]\w{0,80}(?: is .{1,200})? ?\{$|^\s{0,40}function \w{1,80}\(.{0,200}\) (?:external|internal|public|private)\b|^\s{0,40}(?:event|error) [A-Z]\w{0,80}\(/,
    usual:
      /^\s{0,40}(?:address|uint\d{0,3}|bytes\d{0,2}|mapping|modifier|require|revert|emit)\b|\bmemory \w/,
  },
  {
    language: "swift",
    telling:
      /^(?:@testable )?import (?:Foundation|UIKit|SwiftUI|XCTest|Combine|Swift\w{0,40}|NIO\w{0,40}|Darwin|Glibc)$|^\s{0,40}(?:(?:public|private|internal|open|fileprivate|static|override|mutating|@\w{1,40}) ){0,5}func \w{1,80}.{0,200}\{$|^\s{0,40}guard (?:let|var|case|!)?|^(?:(?:public|final|open|private) ){0,3}(?:extension|protocol) [A-Z]\w{0,80}/,
    usual:
      /^\s{0,40}(?:public |private |static )*(?:let|var) \w{1,80}(?:: [\w[<\]>?:. ]{1,80})?(?: =| \{|$)|^\s{0,40}(?:init|case \.\w|self\.)/,
  },
];

/** What a telling line counts, and a usual one. */
const TELLING = 3;

/** Fewer say nothing: two telling lines, or one and some usual ones. */
const LEAST = 5;

/** Share of lines that must speak for a language. */
const LEAST_SHARE = 0.12;

/**
 * The programming language that lines are in, by what hardly any other has; `undefined` where there is little of it, or as much
 * of another. Lines are without line breaks, comments with slashes left out.
 */
export function languageByLooks(lines: readonly string[]): string | undefined {
  const code = lines.filter((line) => !/^\s{0,80}(?:#(?![!a-z]| {0,9}include)|\*|--)/.test(line));
  const scored = LOOKS.map(({ language, telling, usual }) => {
    const sure = code.filter((line) => telling.test(line)).length;
    const spoken = code.filter((line) => telling.test(line) || usual.test(line)).length;
    return { language, sure, spoken, score: (TELLING - 1) * sure + spoken };
  }).sort((left, right) => right.score - left.score);
  const [best, next] = scored;
  if (best === undefined || best.sure === 0 || best.score < LEAST) return undefined;
  if (best.spoken < code.length * LEAST_SHARE) return undefined;
  const rival = isFamily(best.language, next?.language) ? scored[2] : next;
  if (rival !== undefined && rival.score * 1.5 > best.score) return undefined;
  return familyOf(best, scored);
}

/** C and C++ are no rivals: most of what stands in a C file may stand in a C++ file. */
function isFamily(left: string, right: string | undefined): boolean {
  return /^(?:c|cpp)$/.test(left) && /^(?:c|cpp)$/.test(right ?? "");
}

function familyOf(
  { language }: { readonly language: string },
  scored: readonly { readonly language: string; readonly sure: number }[],
): string {
  if (language !== "c" && language !== "cpp") return language;
  return (scored.find((one) => one.language === "cpp")?.sure ?? 0) >= 2 ? "cpp" : "c";
}
