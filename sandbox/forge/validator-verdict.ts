import type { Outcome } from './invocation';

/** What a function validator says of a transition. */
export interface Verdict {
  readonly result: boolean;
  readonly errorMessage?: string;
}

/** What Jira does about a validator that gives no verdict. Nobody documents it, so an app may rely on neither. */
export type FailingValidators = 'block' | 'let through';

/** @param failing what becomes of the transition when there is no verdict */
export function verdictOf(outcome: Outcome | undefined, failing: FailingValidators): Verdict {
  const result = outcome?.ok ? outcome.result : undefined;
  if (typeof result !== 'object' || result === null || !('result' in result)) {
    return failing === 'let through'
      ? { result: true }
      : { result: false, errorMessage: 'The app could not validate this transition.' };
  }
  const message = 'errorMessage' in result ? result.errorMessage : undefined;
  return {
    result: result.result === true,
    ...(typeof message === 'string' ? { errorMessage: message } : {}),
  };
}
