/** Counts the tokens of a text, exactly or as a labelled estimate. */
export interface TokenCounter {
  /** The encoding counted in, for example `o200k_base`; for an estimate `claude-estimate` or `gemini-estimate`. */
  readonly encoding: string;
  /** `true` when every count equals the model's own tokenizer, `false` for an estimate. */
  readonly exact: boolean;
  /** Tokens in `text`, an integer from 0. Linear in the length of any text. Never throws on content. */
  count(text: string): number;
}
