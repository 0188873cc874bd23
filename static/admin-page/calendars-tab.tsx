import { Button, DynamicTable, Inline, Lozenge, Stack, Text } from '@forge/react';
import { useState } from 'react';
import type { CalendarCalls, CalendarsView } from '../../src/flows/contract/calendars';
import { hoursText } from '../../src/calendars/contract/hours-text';
import type { Calendar } from '../../src/calendars/rules/calendar';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';
import { CalendarForm } from './calendar-form';
import { WEEK } from './week';
import { adminPageMessages } from './messages';

const messages = adminPageMessages.calendars;

const call = callOf<CalendarCalls>();

/** The site's calendars, and the form of the one that is being edited. */
export const CalendarsTab = () => {
  const { loaded, reload } = useLoaded(() => call('calendars/show', {}));
  const [editing, setEditing] = useState<Calendar | 'new' | null>(null);
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={4} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      break;
  }
  const close = (): void => {
    setEditing(null);
  };
  if (editing !== null) {
    return (
      <CalendarForm
        key={editing === 'new' ? 'new' : editing.id}
        view={loaded.data}
        calendar={editing === 'new' ? null : editing}
        onCancel={close}
        onDone={async () => {
          await reload();
          close();
        }}
      />
    );
  }
  return <List view={loaded.data} onEdit={setEditing} />;
};

const List = ({
  view: { calendars, defaultId, locations },
  onEdit,
}: {
  readonly view: CalendarsView;
  readonly onEdit: (calendar: Calendar | 'new') => void;
}) => {
  const named = calendars.flatMap((calendar) => calendar.locations);
  const others = locations.filter(({ name }) => !named.includes(name)).map(({ name }) => name);
  return (
    <Stack space="space.150">
      <Text>{messages.help}</Text>
      <DynamicTable
        caption={messages.title}
        head={{
          cells: [
            { key: 'name', content: messages.name },
            { key: 'hours', content: messages.hours },
            { key: 'locations', content: messages.locations },
            { key: 'edit', content: messages.action },
          ],
        }}
        rows={calendars.map((calendar) => ({
          key: calendar.id,
          cells: [
            {
              key: 'name',
              content: (
                <Stack space="space.025">
                  <Inline space="space.075" alignBlock="center" shouldWrap>
                    <Text weight="medium">{calendar.name}</Text>
                    {calendar.id === defaultId && (
                      <Lozenge appearance="inprogress">{messages.isDefault}</Lozenge>
                    )}
                  </Inline>
                  <Text color="color.text.subtle">{calendar.timeZone}</Text>
                </Stack>
              ),
            },
            {
              key: 'hours',
              content: (
                <Stack space="space.025">
                  {weekWords(calendar).map((line) => (
                    <Text key={line}>{line}</Text>
                  ))}
                  <Text color="color.text.subtle">{messages.holidays(calendar.holidays.length)}</Text>
                </Stack>
              ),
            },
            {
              key: 'locations',
              content: (
                <Stack space="space.025">
                  {calendar.locations.length > 0 && <Text>{calendar.locations.join(', ')}</Text>}
                  {calendar.id === defaultId && (
                    <Text color="color.text.subtle">
                      {others.length === 0 ? messages.everybodyElse : messages.allOthers(shortened(others))}
                    </Text>
                  )}
                  {calendar.id !== defaultId && calendar.locations.length === 0 && (
                    <Text color="color.text.subtle">{messages.noLocations}</Text>
                  )}
                </Stack>
              ),
            },
            {
              key: 'edit',
              content: (
                <Button
                  onClick={() => {
                    onEdit(calendar);
                  }}
                >
                  {messages.change(calendar.name)}
                </Button>
              ),
            },
          ],
        }))}
      />
      <Inline>
        <Button
          onClick={() => {
            onEdit('new');
          }}
        >
          {messages.add}
        </Button>
      </Inline>
    </Stack>
  );
};

const SHOWN = 4;

const shortened = (names: readonly string[]): string =>
  names.length <= SHOWN
    ? names.join(', ')
    : messages.andMore(names.slice(0, SHOWN).join(', '), names.length - SHOWN);

/** `Mon–Thu 09:00–17:00`, a line for each run of days with the same hours. */
function weekWords({ hours }: Calendar): string[] {
  const runs: { first: string; last: string; text: string }[] = [];
  for (const { day, short } of WEEK) {
    const text = hoursText(hours[day] ?? []);
    const run = runs.at(-1);
    if (run?.text === text) run.last = short;
    else runs.push({ first: short, last: short, text });
  }
  return runs
    .filter(({ text }) => text !== '')
    .map(({ first, last, text }) => `${first === last ? first : `${first}–${last}`} ${text}`);
}
