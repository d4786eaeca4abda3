import type { ErrorCode } from "./operations";

/** What a mutation answers instead of doing what it was asked for: one of the documented refusals. */
export interface Refusal {
  readonly __typename: string;
  readonly code: ErrorCode;
  /** In words that can be shown. */
  readonly message: string;
  /** Which part of the input it is about, `["input", "endTime"]`. */
  readonly path: readonly string[];
}

/** Tells refusals from results; select `__typename` and `...Refused`. */
export function isRefusal<Result extends { readonly __typename: string }>(
  result: Result,
): result is Extract<Result, Refusal> {
  return "code" in result && "message" in result;
}
