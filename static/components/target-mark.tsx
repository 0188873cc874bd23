import { Lozenge } from '@forge/react';
import type { KpiTarget, KpiUnit } from '../../src/kpis/rules/definitions';
import type { Rate } from '../../src/kpis/rules/kpi';
import { isOnTarget } from '../lib/kpi-words';
import * as messages from './kpi-messages';

interface Props {
  readonly rate: Pick<Rate, 'value' | 'unknown'>;
  readonly target: KpiTarget | null;
  readonly unit: KpiUnit;
}

/** Whether a figure is where it should be; nothing where there is no target, no figure, or too much unknown. */
export const TargetMark = ({ rate, target, unit }: Props) => {
  const isOn = isOnTarget(rate, target, unit);
  if (isOn === null) return null;
  return isOn ? (
    <Lozenge appearance="success">{messages.onTarget}</Lozenge>
  ) : (
    <Lozenge appearance="removed">{messages.offTarget}</Lozenge>
  );
};
