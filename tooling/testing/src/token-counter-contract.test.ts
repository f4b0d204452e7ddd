import { createTokenCounter, ENCODINGS } from "@tokenpak/core";
import { tokenCounterContract } from "./token-counter-contract.ts";

// Here and not in core: core cannot depend on the contracts, which depend on core.
for (const encoding of ENCODINGS) {
  tokenCounterContract(encoding, () => createTokenCounter({ encoding }));
}
