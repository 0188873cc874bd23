import { Heading, Icon, Inline, Stack, Text } from '@forge/react';
import type { IssuePanelRequest, RequirementView, StageView } from '../../src/flows/contract/issue-panel';
import { spanWords, type ClockWords } from '../lib/clock-words';
import { StagePeople } from '../components/stage-people';
import { problemWords, stageWords } from '../lib/words';
import { FactRow } from '../components/fact-row';
import * as messages from './requirements-messages';

const MARKS = {
  met: { glyph: 'check-circle', label: messages.marks.met, color: 'color.icon.success' },
  waiting: { glyph: 'clock', label: messages.marks.waiting, color: 'color.icon.warning' },
  refused: { glyph: 'cross-circle', label: messages.marks.refused, color: 'color.icon.danger' },
  later: { glyph: 'check-circle-unchecked', label: messages.marks.later, color: 'color.icon.subtle' },
  missing: { glyph: 'status-warning', label: messages.marks.missing, color: 'color.icon.warning' },
  void: { glyph: 'undo', label: messages.marks.void, color: 'color.icon.warning' },
  over: { glyph: 'minus', label: messages.marks.over, color: 'color.icon.subtle' },
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
      {messages.title}
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
    ...(stage.substitute ? [messages.substitutes[stage.substitute]] : []),
    ...(stage.isFallback ? [messages.fallback] : []),
    ...(stage.next ? [messages.next[stage.next.action](words.moment(stage.next.at, view.now))] : []),
  ];
  return notes.length === 0 ? null : <Text color="color.text.subtle">{notes.join(' ')}</Text>;
};

const isOther = (kind: RequirementView['kind']): kind is keyof typeof messages.names =>
  kind in messages.names;

function nameOf({ kind, stage }: RequirementView): string {
  if (isOther(kind)) return messages.names[kind];
  return stageWords(kind, stage?.groupName ?? null);
}

function sentence(requirement: RequirementView, view: IssuePanelRequest, words: ClockWords): string {
  const { kind, state, at, stage, text } = requirement;
  if (kind === 'justification') return state === 'met' ? messages.reason(text ?? '') : messages.noReason;
  if (kind === 'details') return messages.incomplete;
  if (kind === 'evidence') return text ?? '';
  if (kind === 'exception')
    return at === null
      ? messages.exceptionFor(text ?? '', view.durationDays)
      : messages.exceptionUntil(text ?? '', words.day(at));
  if (kind === 'policy') return policySentence(state, view);
  const when = at === null ? null : words.moment(at, view.now);
  switch (state) {
    case 'met':
      return messages.approved(when);
    case 'waiting':
      return stage?.since == null ? messages.notAsked : waitingSentence(stage, stage.since, view.now);
    case 'later':
      // who would be asked is not known while the request is stuck
      if (!stage || stage.peopleCount === 0) return messages.notAsked;
      return [...quorumWords(stage), messages.askedLater].join(', ');
    case 'refused':
      return messages.declined(when);
    case 'missing':
      return messages.noApprover;
    case 'void':
      return messages.voided(when);
    case 'over':
      return messages.over;
  }
}

function waitingSentence(stage: StageView, since: number, now: number): string {
  const approved = stage.people.filter(({ vote }) => vote === 'approved').length;
  const progress = stage.quorum > 1 ? [messages.soFar(approved)] : [];
  return [...quorumWords(stage), ...progress, messages.waitingFor(spanWords(now - since))].join(', ');
}

const quorumWords = ({ quorum, peopleCount }: StageView): string[] =>
  peopleCount > quorum ? [messages.quorum(quorum, peopleCount)] : [];

function policySentence(state: RequirementView['state'], view: IssuePanelRequest): string {
  if (state === 'void') return messages.policy.voided;
  return state === 'met' ? messages.policy.approved(view.reasons.join(' ')) : messages.policy.denied;
}
