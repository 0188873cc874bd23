import type { GuardRule, WorkflowTransition } from '../../../src/jira/rules/workflow';
import fc from 'fast-check';
import {
  findGuardGaps,
  guardState,
  guardTroubleOf,
  rulesToSwitchOn,
} from '../../../src/guard/rules/guard-health';

const FULFILLED = '4';

const transition = (id: string, changes: Partial<WorkflowTransition> = {}): WorkflowTransition => ({
  workflow: 'Access',
  id,
  name: `Transition ${id}`,
  toStatusId: FULFILLED,
  ...changes,
});
const rule = (transitionId: string, changes: Partial<GuardRule> = {}): GuardRule => ({
  ruleId: `rule-${transitionId}`,
  workflow: 'Access',
  transitionId,
  disabled: false,
  ...changes,
});

const anyWorkflow = fc.constantFrom('Access', 'Service');
const anyTransition = fc.record({
  workflow: anyWorkflow,
  id: fc.constantFrom('1', '2', '3'),
  name: fc.string(),
  toStatusId: fc.constantFrom(FULFILLED, '5'),
});
const transitionKey = ({ workflow, id }: WorkflowTransition): string => `${workflow}/${id}`;
const anyTransitions = fc.uniqueArray(anyTransition, { selector: transitionKey });
const anyRules = fc.array(
  fc.record({
    ruleId: fc.uuid(),
    workflow: anyWorkflow,
    transitionId: fc.constantFrom('1', '2', '3'),
    disabled: fc.boolean(),
  }),
);

describe('the guard of a workflow', () => {
  it('is healthy when every transition to fulfilled has it, and others need none', () => {
    const found = findGuardGaps(
      [transition('1'), transition('2', { toStatusId: '5' })],
      [rule('1')],
      FULFILLED,
    );
    expect(found).toEqual({ isReachable: true, transitions: 1, gaps: [] });
    expect(guardState(found)).toBe('healthy');
  });

  it('is missing on a transition of another workflow that has the same id', () => {
    const found = findGuardGaps(
      [transition('1'), transition('1', { workflow: 'Service' })],
      [rule('1')],
      FULFILLED,
    );
    expect(found.gaps).toMatchObject([{ kind: 'missing', workflow: 'Service' }]);
    expect(guardState(found)).toBe('missing');
  });

  it('is switched off when its rule is, unless a second one on the transition is not', () => {
    const off = rule('1', { ruleId: 'off', disabled: true });
    const found = findGuardGaps([transition('1')], [off], FULFILLED);
    expect(found.gaps).toMatchObject([{ kind: 'switched-off', transition: 'Transition 1' }]);
    expect(guardState(found)).toBe('switched-off');
    expect(rulesToSwitchOn(found, [off])).toEqual([off]);
    expect(findGuardGaps([transition('1')], [off, rule('1')], FULFILLED).gaps).toEqual([]);
  });

  it('names other work types where mapped request types do not go, and is no trouble of theirs', () => {
    const service = transition('7', { workflow: 'Service' });
    const task = { id: '21', name: 'Task' };
    const change = { id: '22', name: 'Change' };
    const others = [
      { workType: task, transitions: [transition('1'), service] },
      { workType: change, transitions: [service] },
    ];
    const found = findGuardGaps([transition('1')], [rule('1')], FULFILLED, others);
    expect(found).toMatchObject({
      transitions: 2,
      gaps: [{ kind: 'missing', workflow: 'Service', workTypes: [task, change] }],
    });
    expect(guardState(found)).toBe('missing');
    expect(guardTroubleOf(found, '22')).toBe('missing');
    expect(guardTroubleOf(found, '10')).toBeNull();
    expect(guardState(findGuardGaps([], [], FULFILLED, others))).toBe('unreachable');
  });

  it('says that nothing leads to fulfilled rather than that all is well', () => {
    expect(guardState(findGuardGaps([transition('1', { toStatusId: '5' })], [rule('1')], FULFILLED))).toBe(
      'unreachable',
    );
    expect(guardState(null)).toBe('unknown');
  });

  it('leaves a gap exactly where a transition to fulfilled has no rule that is on', () => {
    fc.assert(
      fc.property(anyTransitions, anyRules, (transitions, rules) => {
        const open = transitions.filter(
          ({ workflow, id, toStatusId }) =>
            toStatusId === FULFILLED &&
            !rules.some((one) => one.workflow === workflow && one.transitionId === id && !one.disabled),
        );
        const { gaps } = findGuardGaps(transitions, rules, FULFILLED);
        expect(gaps.map(({ workflow, transitionId }) => `${workflow}/${transitionId}`)).toEqual(
          open.map(transitionKey),
        );
      }),
    );
  });

  it('has no gap but missing ones once every rule that can be switched on is', () => {
    fc.assert(
      fc.property(anyTransitions, anyRules, (transitions, rules) => {
        const on = rulesToSwitchOn(findGuardGaps(transitions, rules, FULFILLED), rules);
        const after = rules.map((one) => (on.includes(one) ? { ...one, disabled: false } : one));
        const { gaps } = findGuardGaps(transitions, after, FULFILLED);
        expect(gaps.filter(({ kind }) => kind !== 'missing')).toEqual([]);
      }),
    );
  });
});
