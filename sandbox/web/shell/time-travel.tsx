import Button from '@atlaskit/button/new';
import DropdownMenu, { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import Clock from '@atlaskit/icon/core/clock';
import { useState, type ReactNode } from 'react';
import { advanceClock } from '../api/session';
import { announce } from '../env/changes';
import { clock, useMinute } from '../env/clock';
import { showFailure } from '../env/flags';
import { useTimeZone } from '../env/session';
import { clockText, nextMondayMorning, zoneText } from '../parts/time-text';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The virtual time, and the ways to move it forward; back it never goes. */
export function TimeTravel(): ReactNode {
  const now = useMinute();
  const zone = useTimeZone();
  const [isTravelling, setTravelling] = useState(false);

  const travel = async (ms: number): Promise<void> => {
    setTravelling(true);
    try {
      clock.hear(await advanceClock(ms));
      announce({ kind: 'clock' });
    } catch (error) {
      showFailure('Time could not be moved', error);
    } finally {
      setTravelling(false);
    }
  };
  const jumps = [
    { text: '+5 minutes', ms: () => 5 * MINUTE },
    { text: '+1 hour', ms: () => HOUR },
    { text: '+1 day', ms: () => DAY },
    { text: 'Next Monday 09:00', ms: () => nextMondayMorning(clock.now(), zone) - clock.now() },
  ];
  const shown = clockText(now, zone);
  return (
    <DropdownMenu<HTMLButtonElement>
      placement="bottom-end"
      trigger={({ triggerRef, isSelected = false, testId: _testId, ...props }) => (
        <Button
          {...props}
          ref={triggerRef}
          appearance="subtle"
          iconBefore={Clock}
          isSelected={isSelected}
          isLoading={isTravelling}
          aria-label={
            isTravelling ? 'Time is moving' : `Sandbox time ${shown} ${zoneText(now, zone)}. Move time`
          }
        >
          <span className="clock">
            {shown} <span className="clock-zone">{zoneText(now, zone)}</span>
          </span>
        </Button>
      )}
    >
      <DropdownItemGroup title="Move time forward">
        {jumps.map(({ text, ms }) => (
          <DropdownItem key={text} onClick={() => void travel(ms())}>
            {text}
          </DropdownItem>
        ))}
      </DropdownItemGroup>
    </DropdownMenu>
  );
}
