import type { FuzzKind } from "./fuzz-kind.ts";
import type { Random } from "./random.ts";

const SENTENCES = [
  "It was late when the train came in, and nobody had asked for 12 of them.",
  "The timeout is 30 s; it must not be raised without asking.",
  "Ada wrote to Grace on 3 March 1952 about the machine in Room 4b.",
  "日本語の文章です。次の文です。",
  "Большой дом стоит на горе. Никто не знает почему.",
  "هذا نص عربي قصير. وهذه جملة أخرى.",
  "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ต่างมีเหตุผลและมโนธรรม",
  "सभी मनुष्यों को गौरव और अधिकारों के मामले में १२३ जन्मजात स्वतन्त्रता प्राप्त है। डॉ. सिंह आए।",
  "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
  "他说：“好。”然后走了，３．１４不是1,250……\u{20000}\u{20001}！？",
  "Am 3. Oktober z. B. kam Dr. A. Müller mit 1.234,56 € (vgl. Nr. 5). „Halt!“ rief er.",
  "Cafe\u0301 \u{1f468}\u200d\u{1f469} \u{1f1e9}\u{1f1ea} \u{1f44d}\u{1f3fd} naïve\u2028next",
  "Nothing else is needed.",
  "See https://example.com/a/b?c=d#e and /etc/hosts.",
  "User: what about it?",
  "Assistant: nothing much, it is as it was before.",
  "cannot open /var/lib/data.db: EACCES",
  "x",
];

function paragraph(random: Random): string {
  const sentences = Array.from({ length: 1 + random.whole(8) }, () => random.pick(SENTENCES));
  return sentences.join(random.pick([" ", " ", "  ", "\n", "\r\n", ""]));
}

/** Prose, chats and loose lines. */
export const textFuzz: FuzzKind = {
  kind: "text",
  generate: (random) =>
    Array.from({ length: random.whole(30) }, () => paragraph(random)).join(
      random.pick(["\n\n", "\n", "\r\n\r\n"]),
    ),
  values: (text) => text.split("\n").length,
};

const BLOCKS: readonly ((random: Random) => string)[] = [
  (random) => `${"#".repeat(1 + random.whole(6))} ${random.pick(SENTENCES)}`,
  (random) => `${random.pick(SENTENCES)}\n${random.pick(["===", "---"])}`,
  paragraph,
  paragraph,
  (random) => bullets(random, random.pick(["- ", "* ", "1. ", "  - "])),
  (random) => bullets(random, "> "),
  (random) =>
    `| a | b |\n|---|---|\n${Array.from({ length: random.whole(9) }, (_, at) => `| ${at} | ${random.pick(SENTENCES)} |`).join("\n")}`,
  (random) => fenced(random),
  () => "<!-- a comment -->\n<div>\n\ntext\n</div>",
  () => "---\ntitle: x\n---",
];

function bullets(random: Random, bullet: string): string {
  return Array.from(
    { length: 1 + random.whole(6) },
    () => `${bullet}${random.pick(SENTENCES)}`,
  ).join("\n");
}

function fenced(random: Random): string {
  const rows = Array.from({ length: random.whole(20) }, (_, id) => ({
    id,
    name: random.pick(SENTENCES),
  }));
  const fence = random.pick(["```", "~~~", "````"]);
  const close = random.chance(0.9) ? fence : "";
  return `${fence}${random.pick(["json", "", "ts", "sh"])}\n${JSON.stringify(rows, null, random.whole(3))}\n${close}`;
}

/** Markdown with every sort of block. */
export const markdownFuzz: FuzzKind = {
  kind: "markdown",
  hints: { path: "a.md" },
  generate: (random) =>
    Array.from({ length: random.whole(25) }, () => random.pick(BLOCKS)(random)).join(
      random.pick(["\n\n", "\n\n", "\n", "\r\n\r\n"]),
    ),
  values: (text) => text.split("\n").length,
};
