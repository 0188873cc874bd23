import Lozenge from '@atlaskit/lozenge';
import type { ReactNode } from 'react';

/** Looks of a status by its category, in the spelling of the platform API and of the portal API. */
const LOOKS: Readonly<Record<string, 'default' | 'inprogress' | 'success'>> = {
  new: 'default',
  indeterminate: 'inprogress',
  done: 'success',
};

interface StatusLozengeProps {
  readonly name: string;
  readonly category: string;
}

export function StatusLozenge({ name, category }: StatusLozengeProps): ReactNode {
  return <Lozenge appearance={LOOKS[category.toLowerCase()] ?? 'default'}>{name}</Lozenge>;
}

const DECISION_LOOKS: Readonly<Record<string, 'success' | 'removed' | 'inprogress'>> = {
  approved: 'success',
  declined: 'removed',
};

/** The answer of an approver or of a whole approval: `approved`, `declined` or `pending`. */
export function DecisionLozenge({ decision }: { readonly decision: string }): ReactNode {
  const word = decision.charAt(0).toUpperCase() + decision.slice(1);
  return <Lozenge appearance={DECISION_LOOKS[decision] ?? 'inprogress'}>{word}</Lozenge>;
}
