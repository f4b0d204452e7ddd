import type { Node } from "web-tree-sitter";
import type { LineRange } from "../outline-builder.ts";
import { linesOf, type OutlineBuilder } from "../outline-builder.ts";

/**
 * The lines between the first and the last operand of a chain (`"a" +`, `"b" +`, ...), where each operand and its operator stand on
 * lines of their own, so that the first and the last alone are an expression, too.
 */
export function linesBetweenOperands(builder: OutlineBuilder, chain: Node): LineRange | undefined {
  const first = linesOf(firstOperand(chain)).last + 1;
  const right = chain.childForFieldName("right");
  if (right === null) return undefined;
  const last = linesOf(right).first - 1;
  if (last < first) return undefined;
  const operator = chain.childForFieldName("operator")?.text ?? "";
  const { source } = builder;
  const ends = (line: number) => source.line(line).trimEnd().endsWith(operator);
  const begins = (line: number) => source.line(line).trimStart().startsWith(operator);
  const trailing = ends(first - 1) && ends(last);
  const leading = begins(first) && begins(last + 1) && !ends(first - 1);
  return operator !== "" && (trailing || leading) ? { first, last } : undefined;
}

function firstOperand(chain: Node): Node {
  return operandsOf(chain).at(-1) ?? chain;
}

/** The operands of a chain, last one first. Chains nest to the left. */
export function operandsOf(chain: Node): readonly Node[] {
  const operands: Node[] = [];
  for (let node = chain; ; ) {
    const left = node.type === chain.type ? node.childForFieldName("left") : null;
    const right = left === null ? null : node.childForFieldName("right");
    if (left === null || right === null) {
      operands.push(node);
      return operands;
    }
    operands.push(right);
    node = left;
  }
}
