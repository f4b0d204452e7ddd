import fc from "fast-check";
import { kindContract } from "../../../tests/kind-contract.ts";
import { listingText } from "./__fixtures__/listing-arbitrary.ts";

const options = fc.constantFrom(
  { kind: "listing" as const },
  { kind: "listing" as const, query: "read-file src" },
  { kind: "listing" as const, preserve: ["README", /index\.ts/g] },
);

kindContract("listings", fc.record({ text: listingText, options }), undefined, 10);
