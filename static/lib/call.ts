import { invoke } from '@forge/bridge';
import type { AnyCalls, PayloadOf } from '../../src/common/contract/calls';
import type { Result } from '../../src/common/contract/result';
import * as messages from './call-messages';

/** An error that the app's back end answered, with a message that people may read. */
export class CallError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly retryable: boolean,
  ) {
    super(message);
    this.name = 'CallError';
  }
}

/**
 * Calls of one surface, typed by its contract on both ends: `call('issue-panel/show', {})`.
 * @throws {CallError} for errors that the back end answers, and when it cannot be reached
 */
export type Call<C extends AnyCalls> = <Key extends keyof C & string>(
  key: Key,
  payload: PayloadOf<C, Key> & object,
) => Promise<C[Key]['output']>;

export const callOf =
  <C extends AnyCalls>(): Call<C> =>
  async <Key extends keyof C & string>(key: Key, payload: PayloadOf<C, Key> & object) => {
    const result = await reach<C[Key]['output']>(key, payload);
    if (result.ok) return result.data;
    throw new CallError(result.error.code, result.error.message, result.error.retryable);
  };

async function reach<T>(key: string, payload: object): Promise<Result<T>> {
  try {
    const answer = await invoke<Result<T>>(key, { ...payload });
    return 'body' in answer ? answer.body : answer;
  } catch {
    throw new CallError('unavailable', messages.unreachable, true);
  }
}

export const messageOf = (error: unknown): string =>
  error instanceof CallError ? error.message : messages.failed;
