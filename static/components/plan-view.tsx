import type { ImportPlan, LeavingOut, RosterDiff } from '../../src/imports/contract/import-plan';
import type { KeptAccount, RosterChange, RosterPerson } from '../../src/imports/rules/roster-changes';
import { DynamicTable, Inline, Lozenge, SectionMessage, Stack, Text } from '@forge/react';
import { PersonName } from './person-name';
import type { CatalogChange, CatalogDiff } from '../../src/catalog/rules/catalog-diff';
import { besidesPeople, decidingFirst } from '../../src/common/rules/changed-item';
import { Replaced } from './replaced';
import * as messages from './plan-view-messages';

/** Whether an import waits for another admin once it is sent. */
export const waitsForSecondAdmin = (plan: ImportPlan): boolean =>
  plan.kind === 'catalog' && plan.needsSecondAdmin;

/** What an import would change; nothing has been changed yet. */
export const PlanView = ({ plan }: { readonly plan: ImportPlan }) => (
  <Stack space="space.200">
    {!plan.applicable && <NotApplicable plan={plan} />}
    {waitsForSecondAdmin(plan) && (
      <SectionMessage appearance="information">
        <Text>{messages.needsSecondAdmin}</Text>
      </SectionMessage>
    )}
    {plan.kind === 'catalog' ? (
      <CatalogPlanView diff={plan.diff} policyRules={plan.policyRules} rechecked={plan.rechecked} />
    ) : (
      <RosterPlanView diff={plan.diff} />
    )}
  </Stack>
);

/** Why a plan can't be applied, and what to do about it. */
const NotApplicable = ({ plan }: { readonly plan: ImportPlan }) => {
  const leavingOut = plan.kind === 'roster' ? plan.diff.leavingOut : null;
  const isCutShort = leavingOut !== null && leavingOut.isAbnormal && !leavingOut.isAccepted;
  const { abnormal } = messages.leavingOut;
  return (
    <SectionMessage appearance="error" title={isCutShort ? abnormal.title : messages.notApplicable.title}>
      <Text>
        {isCutShort ? abnormal.text(leavingOut.count, leavingOut.active) : messages.notApplicable.text}
      </Text>
    </SectionMessage>
  );
};

const CHANGE_MARKS = {
  added: 'success',
  changed: 'inprogress',
  removed: 'removed',
  kept: 'default',
} as const;

const CatalogPlanView = ({
  diff,
  policyRules,
  rechecked,
}: Pick<Extract<ImportPlan, { kind: 'catalog' }>, 'diff' | 'policyRules' | 'rechecked'>) => {
  const rechecks = messages.rechecked(rechecked);
  const changes = diff.changes.filter(({ kind }) => kind !== 'kept');
  const kept = diff.changes.length - changes.length;
  return (
    <Stack space="space.200">
      <Problems rows={diff.problems.map(({ where, message }) => [where, message])} />
      {rechecks !== null && <Text>{rechecks}</Text>}
      <DynamicTable
        caption={messages.title}
        head={{
          cells: [
            { key: 'what', content: messages.item },
            { key: 'change', content: messages.change },
            { key: 'details', content: messages.details },
          ],
        }}
        rows={decidingFirst(changes).map((change) => ({
          key: change.subject,
          cells: [
            { key: 'what', content: change.subject },
            {
              key: 'change',
              content: (
                <Lozenge appearance={CHANGE_MARKS[change.kind]}>{messages.kinds[change.kind]}</Lozenge>
              ),
            },
            { key: 'details', content: <CatalogDetails change={change} /> },
          ],
        }))}
        rowsPerPage={20}
        emptyView={<Text>{messages.nothing}</Text>}
      />
      <Text>
        {[
          ...(kept > 0 ? [messages.unchanged(kept)] : []),
          ...untouchedWords(diff),
          policyWords(policyRules),
        ].join(' ')}
      </Text>
    </Stack>
  );
};

const CatalogDetails = ({ change }: { readonly change: CatalogChange }) => (
  <Stack space="space.050">
    {(change.people ?? []).map(({ role, beforeId, afterId }) => (
      <Replaced
        key={role}
        label={messages.role(role)}
        before={beforeId && <PersonName accountId={beforeId} />}
        after={afterId && <PersonName accountId={afterId} />}
      />
    ))}
    <Text>{besidesPeople(change).join('; ')}</Text>
  </Stack>
);

const untouchedWords = ({ untouched }: CatalogDiff): string[] =>
  untouched.length === 0 ? [] : [messages.untouched(untouched.join(', '))];

const policyWords = (rules: number | null): string =>
  rules === null ? messages.policyUnchanged : messages.policyDraft(rules);

const RosterPlanView = ({ diff }: { readonly diff: RosterDiff }) => {
  const counts: readonly (readonly [string, number])[] = [
    [messages.roster.rows, diff.rows],
    [messages.roster.people, diff.people],
    [messages.roster.added, diff.added],
    [messages.roster.changed, diff.changed],
    [messages.roster.unchanged, diff.unchanged],
  ];
  const others: typeof counts = [
    [messages.roster.heldAccounts, diff.heldAccounts],
    [messages.roster.managersNotFound, diff.managersNotFound],
    [messages.roster.becomingInactive, diff.becomingInactive],
    [diff.leavingOut ? messages.roster.missingOfComplete : messages.roster.missing, diff.missing],
    [messages.roster.withoutAccount, diff.withoutAccount],
    [messages.roster.losingAccount, diff.losingAccount],
    [messages.roster.repeatedRows, diff.repeatedRows],
    [messages.roster.unreadable, diff.problemCount],
  ];
  return (
    <Stack space="space.200">
      {diff.needsRepeat && (
        <SectionMessage appearance="information" title={messages.needsRepeat.title}>
          <Text>{messages.needsRepeat.text}</Text>
        </SectionMessage>
      )}
      {diff.saysAccounts && diff.withoutAccount > 0 && (
        <SectionMessage
          appearance="information"
          title={messages.unlinked.title(diff.withoutAccount, diff.people)}
        >
          <Text>{unlinkedWords(diff).join(' ')}</Text>
        </SectionMessage>
      )}
      {!diff.saysAccounts && diff.added > 0 && (
        <SectionMessage appearance="warning" title={messages.withoutEmails.title}>
          <Text>{messages.withoutEmails.text(diff.added)}</Text>
        </SectionMessage>
      )}
      <Problems rows={diff.problems.map(({ row, message }) => [messages.row(row), message])} />
      <DynamicTable
        caption={messages.title}
        head={{
          cells: [
            { key: 'what', content: messages.item },
            { key: 'count', content: messages.count },
          ],
        }}
        rows={[...counts, ...others.filter(([, count]) => count > 0)].map(([what, count]) => ({
          key: what,
          cells: [
            { key: 'what', content: what },
            { key: 'count', content: String(count) },
          ],
        }))}
      />
      {diff.unusedColumns.length > 0 && <Text>{messages.unusedColumns(diff.unusedColumns)}</Text>}
      {diff.changes.length > 0 && <RosterChanges diff={diff} />}
      {diff.leavingOut && <LeavingOutView leavingOut={diff.leavingOut} />}
    </Stack>
  );
};

const unlinkedWords = ({ unjoined, hiddenAddresses }: RosterDiff): string[] => {
  const { noAddress, addressNotShown, unknownId } = unjoined;
  return [
    ...(noAddress > 0 ? [messages.unlinked.noAddress(noAddress)] : []),
    ...(addressNotShown > 0 ? [messages.unlinked.notShown(addressNotShown)] : []),
    ...(addressNotShown > 0 && hiddenAddresses > 0 ? [messages.unlinked.hidden(hiddenAddresses)] : []),
    ...(unknownId > 0 ? [messages.unlinked.unknownId(unknownId)] : []),
    messages.unlinked.cure,
  ];
};

/** Who is new or changed by a roster, and what of them. */
const RosterChanges = ({ diff: { changes, added, changed } }: { readonly diff: RosterDiff }) => (
  <Stack space="space.100">
    <DynamicTable
      caption={messages.changes.title}
      head={{
        cells: [
          { key: 'who', content: messages.changes.who, width: 30 },
          { key: 'what', content: messages.changes.what },
        ],
      }}
      rows={changes.map((change) => ({
        key: change.person.workerId,
        cells: [
          { key: 'who', content: <RosterPersonName person={change.person} /> },
          { key: 'what', content: <PersonChanges change={change} /> },
        ],
      }))}
      rowsPerPage={20}
    />
    {changes.length < added + changed && (
      <Text>{messages.changes.first(changes.length, added + changed)}</Text>
    )}
  </Stack>
);

const PersonChanges = ({
  change: { isNew, details, people, keptAccount },
}: {
  readonly change: RosterChange;
}) => (
  <Stack space="space.050">
    {isNew && (
      <Inline>
        <Lozenge appearance="success">{messages.changes.isNew}</Lozenge>
      </Inline>
    )}
    {people.map(({ role, before, after }) => (
      <Replaced key={role} label={messages.role(role)} before={named(before)} after={named(after)} />
    ))}
    {details.map((detail) => (
      <Text key={detail}>{detail}</Text>
    ))}
    {keptAccount && <KeptAccountView kept={keptAccount} />}
  </Stack>
);

const KeptAccountView = ({ kept: { accountId, namedBy, takesAddress } }: { readonly kept: KeptAccount }) => (
  <Stack space="space.050">
    <Inline space="space.050" alignBlock="center" shouldWrap>
      <Text>{messages.keptAccount.account}</Text>
      <PersonName accountId={accountId} />
    </Inline>
    <Inline space="space.050" alignBlock="center" shouldWrap>
      <Text>{messages.keptAccount.namedBy}</Text>
      <PersonName accountId={namedBy} />
    </Inline>
    {!takesAddress && <Text>{messages.keptAccount.addressWaits}</Text>}
  </Stack>
);

const named = (person: RosterPerson | null) => person && <RosterPersonName person={person} />;

/** Whom a complete roster leaves out. */
const LeavingOutView = ({ leavingOut: { people, count } }: { readonly leavingOut: LeavingOut }) => (
  <Stack space="space.100">
    {count === 0 ? (
      <Text>{messages.leavingOut.none}</Text>
    ) : (
      <Stack space="space.100">
        <Text>{messages.leavingOut.summary(count)}</Text>
        <DynamicTable
          caption={messages.leavingOut.title}
          head={{ cells: [{ key: 'who', content: messages.leavingOut.who }] }}
          rows={people.map((person) => ({
            key: person.workerId,
            cells: [{ key: 'who', content: <RosterPersonName person={person} /> }],
          }))}
          rowsPerPage={20}
        />
        {people.length < count && <Text>{messages.leavingOut.shown(people.length, count)}</Text>}
      </Stack>
    )}
  </Stack>
);

/** Somebody of the roster, whose name only an account has. */
export const RosterPersonName = ({
  person: { accountId, workerId },
}: {
  readonly person: { readonly accountId: string | null; readonly workerId: string };
}) =>
  accountId === null ? (
    <Text>{messages.leavingOut.employee(workerId)}</Text>
  ) : (
    <PersonName accountId={accountId} />
  );

/** What is wrong with a document, by place. */
export const Problems = ({
  rows,
  isTitled = true,
}: {
  readonly rows: readonly (readonly [string, string])[];
  /** False where a heading stands above already. */
  readonly isTitled?: boolean;
}) =>
  rows.length === 0 ? (
    <></>
  ) : (
    <DynamicTable
      {...(isTitled ? { caption: messages.problems } : { label: messages.problems })}
      head={{
        cells: [
          { key: 'where', content: messages.where },
          { key: 'problem', content: messages.problem },
        ],
      }}
      rows={rows.map(([where, problem], index) => ({
        key: String(index),
        cells: [
          { key: 'where', content: where },
          { key: 'problem', content: problem },
        ],
      }))}
      rowsPerPage={10}
    />
  );
