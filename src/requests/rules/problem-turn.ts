import type { IntakeProblem } from './access-request';

/**
 * Whose turn it is when a request can't be decided as it is:
 * - `requester`: they have to say more, and an agent puts it into the fields, which customers can't edit
 * - `administrator`: the roster lacks something, and the requester can do nothing
 * - `nobody`: there is nothing to request
 */
export type ProblemTurn = 'requester' | 'administrator' | 'nobody';

const TURNS: Readonly<Partial<Record<IntakeProblem['code'], ProblemTurn>>> = {
  'beneficiary-unknown': 'administrator',
  'beneficiary-missing': 'administrator',
  'facts-unconfirmed': 'administrator',
  'already-held': 'nobody',
  'beneficiary-inactive': 'nobody',
};

/** What nobody can cure outweighs the rest, and what the requester can do comes before what they have to wait for. */
export function turnOf(problems: readonly Pick<IntakeProblem, 'code'>[]): ProblemTurn {
  const turns = problems.map(({ code }) => TURNS[code] ?? 'requester');
  if (turns.includes('nobody')) return 'nobody';
  return turns.every((turn) => turn === 'administrator') && turns.length > 0 ? 'administrator' : 'requester';
}

/** What the roster lacks. */
export const isForAdministrator = ({ code }: Pick<IntakeProblem, 'code'>): boolean =>
  TURNS[code] === 'administrator';

/** What makes a request pointless, whatever else is wrong with it. */
export const isPointless = ({ code }: Pick<IntakeProblem, 'code'>): boolean => TURNS[code] === 'nobody';
