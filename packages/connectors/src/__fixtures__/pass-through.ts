import { type PackOptions, type PackResult, refOf } from "@tokenpak/core";
import type { Packer } from "../sync/packer.ts";

/** A token is a character. */
export const characters = {
  encoding: "characters",
  exact: true,
  count: (text: string) => text.length,
} as const;

/** Passes every content through and remembers what it was given. A content that holds `cannot be packed` cannot. */
export class PassThrough implements Packer {
  readonly name: string;
  readonly packed: string[] = [];

  constructor(name = "pass-through") {
    this.name = name;
  }

  pack(content: string, { path = "" }: PackOptions = {}): PackResult {
    this.packed.push(path);
    if (content.includes("cannot be packed")) throw new RangeError(`no: ${path}`);
    return unpacked(content);
  }
}

/** The result of a pack that changes nothing. */
export function unpacked(content: string): PackResult {
  return {
    level: "source",
    grade: "byte-exact",
    text: content,
    tokens: content.length,
    omissions: [],
    facts: { extracted: 2, kept: 2, recall: 1, byType: {} as PackResult["facts"]["byType"] },
    kind: "text",
    ref: refOf(content),
    tokensBefore: content.length,
    processor: "text",
    version: "1",
    verifyFailures: 0,
  };
}
