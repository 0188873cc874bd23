import Tooltip from '@atlaskit/tooltip';
import type { ReactNode } from 'react';
import { useMinute } from '../env/clock';
import { useTimeZone } from '../env/session';
import { fullMomentText, momentText } from './time-text';

/** A moment in the viewer's own zone, short where it is near; the full date is one hover away. */
export function Moment({ at }: { readonly at: number }): ReactNode {
  const now = useMinute();
  const zone = useTimeZone();
  return (
    <Tooltip content={`${fullMomentText(at, zone)} (${zone})`} tag="span">
      <time dateTime={new Date(at).toISOString()}>{momentText(at, now, zone)}</time>
    </Tooltip>
  );
}
