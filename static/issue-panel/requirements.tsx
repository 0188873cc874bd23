import { Heading, Icon, Inline, Stack, Text, User } from '@forge/react';
import type { IssuePanelRequest, RequirementView } from '../../src/contracts/issue-panel';
import { spanWords, type ClockWords } from '../lib/clock-words';
import { problemWords, STAGE_WORDS } from '../lib/words';
import { FactRow } from '../components/fact-row';

const MARKS = {
  met: { glyph: 'check-circle', label: 'done', color: 'color.icon.success' },
  waiting: { glyph: 'clock', label: 'waiting', color: 'color.icon.warning' },
  refused: { glyph: 'cross-circle', label: 'refused', color: 'color.icon.danger' },
  missing: { glyph: 'status-warning', label: 'missing', color: 'color.icon.warning' },
  void: { glyph: 'undo', label: 'counts no more', color: 'color.icon.warning' },
  over: { glyph: 'minus', label: 'not needed any more', color: 'color.icon.subtle' },
} as const;

/** What it takes to grant this, line by line, with who and since when. */
export const Requirements = ({
  view,
  words,
}: {
  readonly view: IssuePanelRequest;
  readonly words: ClockWords;
}) => (
  <Stack space="space.075">
    <Heading as="h4" size="xxsmall">
      What it takes
    </Heading>
    {view.requirements.map((requirement) => (
      <FactRow key={requirement.kind} name={nameOf(requirement)}>
        <Inline space="space.075" alignBlock="center" shouldWrap>
          <Icon {...MARKS[requirement.state]} size="small" />
          {requirement.personId !== null && <User accountId={requirement.personId} />}
          <Text>{sentence(requirement, view, words)}</Text>
        </Inline>
      </FactRow>
    ))}
    {view.problems.map((problem) => (
      <Text key={problem.code}>{problemWords(problem)}</Text>
    ))}
  </Stack>
);

const NAMES = { ...STAGE_WORDS, policy: 'Access policy', justification: 'Reason', details: 'Details' };
const nameOf = ({ kind }: RequirementView): string => NAMES[kind];

function sentence(requirement: RequirementView, view: IssuePanelRequest, words: ClockWords): string {
  const { kind, state, at, since, text } = requirement;
  if (kind === 'justification') return state === 'met' ? `“${text ?? ''}”` : 'not given';
  if (kind === 'details') return 'not complete yet';
  if (kind === 'policy') return policySentence(state, view);
  switch (state) {
    case 'met':
      return at === null ? 'approved' : `approved ${words.moment(at, view.now)}`;
    case 'waiting':
      return since === null ? 'asked' : `waiting for ${spanWords(view.now - since)}`;
    case 'refused':
      return at === null ? 'declined' : `declined ${words.moment(at, view.now)}`;
    case 'missing':
      return 'nobody can be found';
    case 'void':
      return at === null
        ? 'voted before the change'
        : `voted ${words.moment(at, view.now)}, before the change`;
    case 'over':
      return 'no longer needed';
  }
}

function policySentence(state: RequirementView['state'], view: IssuePanelRequest): string {
  if (state === 'void') return 'approved by rule before the change';
  return state === 'met' ? `approved by rule. ${view.reasons.join(' ')}` : 'does not allow it';
}
