export { withAnthropic } from "./anthropic.js";
export type { Call, CallKind, CreditsOptions } from "./call.js";
export { AlreadyResumedError, insufficientCredits, UnknownModelError, UnmeteredCallError } from "./errors.js";
export type { HoldOptions, Settlement } from "./hold.js";
export { creditsMiddleware } from "./language.js";
export { withOpenAI } from "./openai.js";
export {
  creditsEmbeddingMiddleware,
  creditsImageMiddleware,
  withSpeechCredits,
  withTranscriptionCredits,
} from "./other-models.js";
export { metersByConvention, type RateOptions, type Rates } from "./rates.js";
export { USAGE_KINDS, type Usage, type UsageKind } from "./usage.js";
export { type Job, type Report, type WithCreditsOptions, withCredits } from "./with-credits.js";
