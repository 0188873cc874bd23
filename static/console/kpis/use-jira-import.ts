import { useRef, useState } from 'react';
import { SECOND } from '../../../src/common/rules/time';
import type {
  HistoryImportRow,
  HistoryCalls,
  JiraHistoryPlan,
  JiraHistoryProgress,
} from '../../../src/kpis/contract/history';
import { callOf } from '../../lib/call';
import { useAction } from '../../lib/use-action';

const call = callOf<HistoryCalls>();

/** How far an import from Jira has come. */
export type JiraStep =
  | { readonly kind: 'asking' }
  | { readonly kind: 'planned'; readonly plan: JiraHistoryPlan }
  | {
      readonly kind: 'running' | 'paused' | 'done';
      readonly importId: string;
      readonly progress: JiraHistoryProgress;
    };

const NOT_BEGUN: JiraHistoryProgress = {
  total: 0,
  read: 0,
  imported: 0,
  known: 0,
  unfulfilled: 0,
  isDone: false,
  waitSeconds: 0,
};

export interface JiraImportProps {
  /** An import that is continued. */
  readonly resumed: HistoryImportRow | null;
  readonly onChanged: () => Promise<unknown>;
}

export interface JiraImport {
  readonly step: JiraStep;
  readonly jql: string;
  readonly setJql: (jql: string) => void;
  /** By name; empty for the one that the project has mapped. */
  readonly fulfilledStatus: string;
  readonly setFulfilledStatus: (name: string) => void;
  readonly busy: boolean;
  readonly error: string | null;
  readonly plan: () => Promise<void>;
  readonly begin: () => Promise<void>;
  readonly resume: (importId: string) => Promise<void>;
  /** Stops after the page that is being read. */
  readonly stop: () => void;
  readonly again: () => void;
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** The steps of importing tickets from Jira, and what moves from one to the next. */
export function useJiraImport({ resumed, onChanged }: JiraImportProps): JiraImport {
  const [jql, setJql] = useState('');
  const [fulfilledStatus, setFulfilledStatus] = useState('');
  const [step, setStep] = useState<JiraStep>(
    resumed ? { kind: 'paused', importId: resumed.importId, progress: NOT_BEGUN } : { kind: 'asking' },
  );
  const { busy, error, run } = useAction();
  const isStopped = useRef(false);
  const again = (): void => {
    setStep({ kind: 'asking' });
  };
  const readOn = async (importId: string): Promise<void> => {
    isStopped.current = false;
    const hasToStop = (): boolean => isStopped.current;
    let last: JiraStep = { kind: 'paused', importId, progress: NOT_BEGUN };
    try {
      while (!hasToStop()) {
        const progress = await call('history/read-jira', { importId });
        last = { kind: progress.isDone ? 'done' : 'paused', importId, progress };
        setStep({ ...last, kind: progress.isDone ? 'done' : 'running' });
        if (progress.isDone) break;
        await pause(progress.waitSeconds * SECOND);
      }
    } finally {
      setStep(last);
      await onChanged();
    }
  };
  return {
    step,
    jql,
    setJql: (text) => {
      setJql(text);
      again();
    },
    fulfilledStatus,
    setFulfilledStatus: (name) => {
      setFulfilledStatus(name);
      again();
    },
    busy,
    error,
    plan: () =>
      run(async () => {
        setStep({ kind: 'planned', plan: await call('history/plan-jira', { jql, fulfilledStatus }) });
      }),
    begin: () =>
      run(async () => {
        const importId = crypto.randomUUID();
        await call('history/begin-jira', { importId, jql, fulfilledStatus });
        await readOn(importId);
      }),
    resume: (importId) => run(() => readOn(importId)),
    stop: () => {
      isStopped.current = true;
    },
    again,
  };
}
