import fc from "fast-check";

/**
 * Property tests draw the same values in every run, so that a run of the suite means the same today and tomorrow.
 * `FC_SEED=7` draws others.
 */
// biome-ignore lint/complexity/useLiteralKeys: the compiler wants index access on an index signature
const seed = Number(process.env["FC_SEED"] ?? 20_261_122);
fc.configureGlobal({ seed });
