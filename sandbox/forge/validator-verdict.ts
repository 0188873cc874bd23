import type { Outcome } from './invocation';

/** What a function validator says of a transition. */
export interface Verdict {
  readonly result: boolean;
  readonly errorMessage?: string;
}

/**
 * A validator that throws blocks, with a message that says nothing: what Forge does then is not documented, so an
 * app must never throw.
 */
export function verdictOf(outcome: Outcome | undefined): Verdict {
  const result = outcome?.ok ? outcome.result : undefined;
  if (typeof result !== 'object' || result === null || !('result' in result)) {
    return { result: false, errorMessage: 'The app could not validate this transition.' };
  }
  const message = 'errorMessage' in result ? result.errorMessage : undefined;
  return {
    result: result.result === true,
    ...(typeof message === 'string' ? { errorMessage: message } : {}),
  };
}
