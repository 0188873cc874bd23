import { useRef, useState } from 'react';
import { columnsOf } from '../../../src/common/contract/csv-parts';
import type {
  HistoryFormat,
  HistoryCalls,
  HistoryPreview,
  HistoryReport,
} from '../../../src/kpis/contract/history';
import type { HistoryMapping } from '../../../src/kpis/contract/history-mapping';
import { callOf } from '../../lib/call';
import { importIdOf, readPicked, type PickedFile, type SerializedFile } from '../../lib/picked-file';
import { useAction } from '../../lib/use-action';
import { draftFor, mappingOf, type MappingDraft } from './past-mapping';

const call = callOf<HistoryCalls>();

/** How far the import of a file has come. */
export type FileStep =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'mapping'; readonly file: PickedFile; readonly columns: readonly string[] }
  | {
      readonly kind: 'previewed';
      readonly file: PickedFile;
      readonly preview: HistoryPreview;
      readonly how: How;
    }
  | { readonly kind: 'running'; readonly file: PickedFile; readonly rowsDone: number }
  | {
      readonly kind: 'done';
      readonly file: PickedFile;
      readonly report: HistoryReport;
      readonly isStopped: boolean;
    };

interface How {
  readonly format: HistoryFormat;
  readonly mapping?: HistoryMapping;
}

export interface FileImportProps {
  readonly format: HistoryFormat;
  /** Of an import that is continued. */
  readonly mapping: HistoryMapping | null;
  /** When parts have come in, or all of them. */
  readonly onChanged: () => Promise<unknown>;
}

export interface FileImport {
  readonly step: FileStep;
  readonly draft: MappingDraft;
  readonly setDraft: (draft: MappingDraft) => void;
  readonly busy: boolean;
  readonly error: string | null;
  readonly pick: (files: readonly SerializedFile[]) => Promise<void>;
  /** Reads the first rows with the columns as they are mapped now. */
  readonly preview: (file: PickedFile) => Promise<void>;
  readonly changeColumns: (file: PickedFile, columns: readonly string[]) => void;
  readonly send: (file: PickedFile, how: How) => Promise<void>;
  /** Stops after the part that is being sent. */
  readonly stop: () => void;
  readonly again: () => void;
}

/** The steps of importing a file, and what moves from one to the next. */
export function useFileImport({ format, mapping: given, onChanged }: FileImportProps): FileImport {
  const [step, setStep] = useState<FileStep>({ kind: 'choosing' });
  const [draft, setDraft] = useState<MappingDraft>(draftFor([]));
  const { busy, error, run } = useAction();
  const isStopped = useRef(false);

  const show = async (file: PickedFile, how: How): Promise<void> => {
    const [first] = file.parts;
    const { firstRow = 2, text = '' } = first ?? {};
    setStep({
      kind: 'previewed',
      file,
      how,
      preview: await call('history/preview', { ...how, firstRow, text }),
    });
  };
  const pick = (files: readonly SerializedFile[]): Promise<void> =>
    run(async () => {
      const [picked] = files;
      if (!picked) return;
      const file = await readPicked(picked);
      if (format === 'servicenow') return show(file, { format });
      if (given) return show(file, { format, mapping: given });
      const columns = columnsOf(file.parts[0]?.text.split('\n')[0] ?? '');
      setDraft(draftFor(columns));
      setStep({ kind: 'mapping', file, columns });
    });
  const send = (file: PickedFile, how: How): Promise<void> =>
    run(async () => {
      isStopped.current = false;
      const hasToStop = (): boolean => isStopped.current;
      const importId = await importIdOf(file.digest, how);
      const { partsTaken } = await call('history/show', { importId });
      let rowsDone = 0;
      const parts = file.parts.length;
      try {
        for (const [part, { firstRow, text, rows }] of file.parts.entries()) {
          if (hasToStop()) break;
          if (!partsTaken.includes(part))
            await call('history/take-part', {
              importId,
              ...how,
              name: file.name,
              part,
              parts,
              firstRow,
              text,
            });
          rowsDone += rows;
          setStep({ kind: 'running', file, rowsDone });
        }
      } catch (failure) {
        // what came in stays; the same button goes on with the rest
        await show(file, how);
        throw failure;
      } finally {
        await onChanged();
      }
      const report = await call('history/show', { importId });
      setStep({ kind: 'done', file, report, isStopped: !report.isWhole });
    });
  return {
    step,
    draft,
    setDraft,
    busy,
    error,
    pick,
    preview: (file) => run(() => show(file, { format, mapping: mappingOf(draft) })),
    changeColumns: (file, columns) => {
      setStep({ kind: 'mapping', file, columns });
    },
    send,
    stop: () => {
      isStopped.current = true;
    },
    again: () => {
      setStep({ kind: 'choosing' });
    },
  };
}
