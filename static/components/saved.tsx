import { SectionMessage, Text } from '@forge/react';
import type { SaveOutcome } from '../lib/use-save';
import { ActionError } from './action-error';
import { Proposed } from './proposed';

interface Props {
  readonly outcome: SaveOutcome | null;
  /** Where the form stays when it is saved. */
  readonly saved?: string;
  /** Above why it was refused. */
  readonly notSaved: string;
}

/** What became of a form that somebody saved. */
export const Saved = ({ outcome, saved, notSaved }: Props) => {
  if (outcome === 'saved' && saved !== undefined)
    return (
      <SectionMessage appearance="success">
        <Text>{saved}</Text>
      </SectionMessage>
    );
  if (outcome === 'proposed') return <Proposed />;
  return (
    <ActionError title={notSaved} message={typeof outcome === 'object' ? (outcome?.refused ?? null) : null} />
  );
};
