import fc from "fast-check";
import { kindContract } from "../../../tests/kind-contract.ts";
import { documents, recordLists } from "./__fixtures__/xml-arbitrary.ts";
import { equalXml } from "./equal-xml.ts";

const equal = (left: string, right: string): boolean => left === right || equalXml(left, right);
const options = fc.constantFrom(
  { kind: "xml" as const },
  { kind: "xml" as const, query: "item EUR lead" },
);

kindContract("records", fc.record({ text: recordLists, options }), equal, 10);
kindContract("any XML", fc.record({ text: documents, options }), equal, 15);
