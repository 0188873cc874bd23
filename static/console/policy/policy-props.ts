import type { PolicyView } from '../../../src/policy/contract/policy';
import type { PolicyRule } from '../../../src/policy/rules/policy';
import type { ClockWords } from '../../lib/clock-words';
import type { ChangePolicy } from './use-policy';

/** What every part of the policy tab is given. */
export interface PolicyProps {
  readonly view: PolicyView;
  readonly words: ClockWords;
  readonly change: ChangePolicy;
  readonly reload: () => Promise<unknown>;
}

/** What the editor is opened on: a rule that is there, or a new one. */
export type EditedRule = { readonly kind: 'new' } | { readonly kind: 'existing'; readonly rule: PolicyRule };
