import { Lozenge } from '@forge/react';
import type { KpiTarget, KpiUnit } from '../../src/kpis/rules/definitions';
import { isOnTarget } from '../lib/kpi-words';
import { componentMessages } from './messages';

const messages = componentMessages.kpi;

interface Props {
  readonly value: number | null;
  readonly target: KpiTarget | null;
  readonly unit: KpiUnit;
}

/** Whether a figure is where it should be; nothing where there is no target or no figure. */
export const TargetMark = ({ value, target, unit }: Props) => {
  const isOn = isOnTarget(value, target, unit);
  if (isOn === null) return null;
  return isOn ? (
    <Lozenge appearance="success">{messages.onTarget}</Lozenge>
  ) : (
    <Lozenge appearance="removed">{messages.offTarget}</Lozenge>
  );
};
