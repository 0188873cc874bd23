import { Heading, Icon, Inline, Stack, Text } from '@forge/react';
import type { IssuePanelRequest, RequirementView, StageView } from '../../src/flows/contract/issue-panel';
import { spanWords, type ClockWords } from '../lib/clock-words';
import { StagePeople } from '../components/stage-people';
import { durationWords, problemWords, stageWords } from '../lib/words';
import { FactRow } from '../components/fact-row';

const MARKS = {
  met: { glyph: 'check-circle', label: 'done', color: 'color.icon.success' },
  waiting: { glyph: 'clock', label: 'waiting', color: 'color.icon.warning' },
  refused: { glyph: 'cross-circle', label: 'refused', color: 'color.icon.danger' },
  later: { glyph: 'check-circle-unchecked', label: 'later', color: 'color.icon.subtle' },
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
      <FactRow key={requirement.stage?.key ?? requirement.kind} name={nameOf(requirement)}>
        <Stack space="space.050">
          <Inline space="space.075" alignBlock="center" shouldWrap>
            <Icon {...MARKS[requirement.state]} size="small" />
            {requirement.stage && <Who stage={requirement.stage} state={requirement.state} />}
            <Text>{sentence(requirement, view, words)}</Text>
          </Inline>
          <Next stage={requirement.stage} view={view} words={words} />
        </Stack>
      </FactRow>
    ))}
    {view.problems.map((problem) => (
      <Text key={problem.code}>{problemWords(problem)}</Text>
    ))}
  </Stack>
);

/** Who decides; once it is decided, who did. */
const Who = ({ stage, state }: { readonly stage: StageView; readonly state: RequirementView['state'] }) => {
  const voted = stage.people.filter(({ vote }) => vote !== null);
  const isDecided = voted.length > 0 && state !== 'waiting';
  return isDecided ? (
    <StagePeople people={voted} count={voted.length} quorum={voted.length} />
  ) : (
    <StagePeople people={stage.people} count={stage.peopleCount} quorum={stage.peopleCount} />
  );
};

const NEXT_WORDS = {
  remind: 'A reminder goes out',
  escalate: 'The next in line is asked besides',
  replace: 'The next in line is asked instead',
  decline: 'It is declined',
};

/** What happens when nobody decides, and when; and that others had to be asked. */
const Next = ({
  stage,
  view,
  words,
}: {
  readonly stage: StageView | null;
  readonly view: IssuePanelRequest;
  readonly words: ClockWords;
}) => {
  if (!stage) return null;
  const notes = [
    ...stage.remarks,
    ...(stage.isFallback ? ['Nobody else can be asked, so the fallback group is.'] : []),
    ...(stage.next ? [`${NEXT_WORDS[stage.next.action]} ${words.moment(stage.next.at, view.now)}.`] : []),
  ];
  return notes.length === 0 ? null : <Text color="color.text.subtle">{notes.join(' ')}</Text>;
};

const OTHER_NAMES = {
  policy: 'Access policy',
  exception: 'Exception',
  evidence: 'Evidence',
  justification: 'Reason',
  details: 'Details',
};

const isOther = (kind: RequirementView['kind']): kind is keyof typeof OTHER_NAMES => kind in OTHER_NAMES;

function nameOf({ kind, stage }: RequirementView): string {
  if (isOther(kind)) return OTHER_NAMES[kind];
  return stageWords(kind, stage?.groupName ?? null);
}

function sentence(requirement: RequirementView, view: IssuePanelRequest, words: ClockWords): string {
  const { kind, state, at, stage, text } = requirement;
  if (kind === 'justification') return state === 'met' ? `“${text ?? ''}”` : 'not given';
  if (kind === 'details') return 'not complete yet';
  if (kind === 'evidence') return text ?? '';
  if (kind === 'exception')
    return at === null
      ? `to ${text ?? ''}, for ${durationWords(view.durationDays).toLowerCase()}`
      : `to ${text ?? ''} until ${words.day(at)}`;
  if (kind === 'policy') return policySentence(state, view);
  switch (state) {
    case 'met':
      return at === null ? 'approved' : `approved ${words.moment(at, view.now)}`;
    case 'waiting':
      return stage?.since == null ? 'asked' : waitingSentence(stage, stage.since, view.now);
    case 'later':
      return stage ? `${quorumWords(stage)}asked after the others` : 'asked after the others';
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

function waitingSentence(stage: StageView, since: number, now: number): string {
  const approved = stage.people.filter(({ vote }) => vote === 'approved').length;
  const progress = stage.quorum > 1 ? `${approved} approved so far, ` : '';
  return `${quorumWords(stage)}${progress}waiting for ${spanWords(now - since)}`;
}

const quorumWords = ({ quorum, peopleCount }: StageView): string =>
  peopleCount > quorum ? `${quorum} of ${peopleCount} ${quorum === 1 ? 'has' : 'have'} to approve, ` : '';

function policySentence(state: RequirementView['state'], view: IssuePanelRequest): string {
  if (state === 'void') return 'approved by rule before the change';
  return state === 'met' ? `approved by rule. ${view.reasons.join(' ')}` : 'does not allow it';
}
