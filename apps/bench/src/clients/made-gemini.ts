import { type Answer, streamedAnswer, wholeAnswer } from "./answer.ts";

/** Answers of Gemini's API that the recordings lack. */
export function madeGeminiAnswers(): readonly Answer[] {
  return [
    ...both("cached content", { ...counts(100, 25), cachedContentTokenCount: 64 }),
    ...both("thoughts", { ...counts(9, 23), thoughtsTokenCount: 185, totalTokenCount: 217 }),
    ...both("audio", {
      ...counts(400, 25),
      promptTokensDetails: [
        { modality: "TEXT", tokenCount: 50 },
        { modality: "AUDIO", tokenCount: 350 },
      ],
    }),
    ...both("what tools put before the model", {
      ...counts(40, 10),
      toolUsePromptTokenCount: 500,
      totalTokenCount: 550,
    }),
    ...both("no candidates counted", { promptTokenCount: 12, totalTokenCount: 12 }),
    wholeAnswer(FORMAT, "a blocked prompt", {
      promptFeedback: { blockReason: "PROHIBITED_CONTENT" },
      usageMetadata: { promptTokenCount: 12, totalTokenCount: 12 },
      modelVersion: "gemini-3-pro-preview",
    }),
    streamedAnswer({ format: FORMAT, name: "cut off" }, chunks(counts(9, 23)), { brokenAt: 0.5 }),
    streamedAnswer({ format: FORMAT, name: "ended without its end" }, chunks({}).slice(0, -1)),
    streamedAnswer({ format: FORMAT, name: "an error in mid-stream" }, [
      ...chunks({}).slice(0, -1),
      JSON.stringify({ error: { code: 503, message: "Overloaded", status: "UNAVAILABLE" } }),
    ]),
    streamedAnswer({ format: FORMAT, name: "safety" }, chunks(counts(9, 5), "SAFETY")),
  ];
}

const FORMAT = "gemini";

type Fields = Readonly<Record<string, unknown>>;

function both(name: string, usage: Fields): readonly Answer[] {
  return [
    wholeAnswer(FORMAT, name, answer("hello ☀️", { usage, finishReason: "STOP" })),
    streamedAnswer({ format: FORMAT, name }, chunks(usage)),
  ];
}

function counts(prompt: number, candidates: number): Fields {
  return {
    promptTokenCount: prompt,
    candidatesTokenCount: candidates,
    totalTokenCount: prompt + candidates,
  };
}

function answer(
  text: string,
  { usage, finishReason }: { readonly usage: Fields; readonly finishReason?: string },
): Fields {
  return {
    candidates: [{ content: { parts: [{ text }], role: "model" }, finishReason, index: 0 }],
    usageMetadata: usage,
    modelVersion: "gemini-3-pro-preview",
    responseId: "made",
  };
}

/** Each chunk states the counts so far. */
function chunks(usage: Fields, finishReason = "STOP"): readonly string[] {
  const first = { promptTokenCount: 9, totalTokenCount: 9 };
  return [
    answer("hel", { usage: first }),
    answer("lo ", { usage: { ...first, candidatesTokenCount: 2, totalTokenCount: 11 } }),
    answer("☀️", { usage, finishReason }),
  ].map((chunk) => JSON.stringify(chunk));
}
