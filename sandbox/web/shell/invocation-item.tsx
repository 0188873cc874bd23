import Code from '@atlaskit/code/inline';
import Lozenge from '@atlaskit/lozenge';
import Text from '@atlaskit/primitives/text';
import SectionMessage from '@atlaskit/section-message';
import type { ReactNode } from 'react';
import type { Invocation, SeamCall } from '../api/invocations';
import { usePerson } from '../env/people';
import { useTimeZone } from '../env/session';
import { clockText } from '../parts/time-text';

/** One run of a function: what set it off and what it cost; unfolds to what it called. */
export function InvocationItem({ invocation }: { readonly invocation: Invocation }): ReactNode {
  const { cause, functionKey, accountId, startedAt, durationMs, cost } = invocation;
  const zone = useTimeZone();
  const person = usePerson(accountId ?? '');
  return (
    <li>
      <details className="invocation">
        <summary>
          <span className="invocation-cause">
            <Text weight="medium">{cause}</Text>
            <span>
              {invocation.faults.length > 0 && (
                <Lozenge appearance="moved">{faultsText(invocation.faults.length)}</Lozenge>
              )}{' '}
              <Outcome invocation={invocation} />
            </span>
          </span>
          <Text size="small" color="color.text.subtle">
            {[
              functionKey,
              accountId === undefined ? undefined : person?.displayName,
              clockText(startedAt, zone),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
          <Text size="small" color="color.text.subtle">
            {`${durationMs} ms · REST ${cost.rest} · SQL ${cost.sql} · KVS ${cost.kvs} · ${cost.points} points · ${cost.gigabyteSeconds.toFixed(4)} GB-s`}
          </Text>
        </summary>
        <Details invocation={invocation} />
      </details>
    </li>
  );
}

const faultsText = (count: number): string => (count === 1 ? '1 fault' : `${count} faults`);

function Outcome({ invocation: { ok, problems } }: { readonly invocation: Invocation }): ReactNode {
  if (problems.length > 0) return <Lozenge appearance="removed">{`${problems.length} problems`}</Lozenge>;
  if (ok === null) return <Lozenge appearance="inprogress">Running</Lozenge>;
  return ok ? <Lozenge appearance="success">OK</Lozenge> : <Lozenge appearance="removed">Error</Lozenge>;
}

function Details({ invocation }: { readonly invocation: Invocation }): ReactNode {
  const { error, problems, faults, calls, logs } = invocation;
  return (
    <div className="invocation-details">
      {error === null ? null : (
        <SectionMessage appearance="error" title="The function failed">
          {error}
        </SectionMessage>
      )}
      {problems.map(({ kind, message, at }) => (
        <SectionMessage key={message} appearance="error" title={`The platform would refuse this (${kind})`}>
          {message}
          {at === undefined ? null : (
            <>
              {' '}
              <Code>{at}</Code>
            </>
          )}
        </SectionMessage>
      ))}
      {faults.map(({ kind, where }, index) => (
        <SectionMessage key={index} appearance="warning" title={`Injected fault: ${kind}`}>
          {where}
        </SectionMessage>
      ))}
      {calls.length === 0 ? (
        <Text size="small" color="color.text.subtle">
          It called nothing.
        </Text>
      ) : (
        <ol className="calls">
          {calls.map((call, index) => (
            <li key={index}>
              <CallLine call={call} />
            </li>
          ))}
        </ol>
      )}
      {logs.length === 0 ? null : (
        <pre className="code-block" data-wraps="true" tabIndex={0} aria-label="Logs">
          {logs.map(({ level, text }) => `${level}: ${text}`).join('\n')}
        </pre>
      )}
    </div>
  );
}

const round = (ms: number): string => `${ms.toFixed(1)} ms`;

/** What is said of a call of each kind: its name, and its numbers. */
function describe(call: SeamCall): { readonly what: string; readonly numbers: string } {
  switch (call.kind) {
    case 'rest':
      return {
        what: `${call.method} ${call.path}`,
        numbers: `as ${call.as} · ${call.status} · ${call.points} points · ${round(call.ms)}`,
      };
    case 'sql':
      return {
        what: call.statement.replace(/\s+/g, ' ').trim(),
        numbers: `SQL · ${call.rows} rows · ${round(call.ms)}${call.error === undefined ? '' : ` · ${call.error}`}`,
      };
    case 'kvs':
      return {
        what: `${call.operation} ${call.key}`,
        numbers: `KVS · ${call.bytes} bytes · ${round(call.ms)}`,
      };
    case 'objects':
      return {
        what: `${call.operation} ${call.key}`,
        numbers: `object store · ${call.status} · ${round(call.ms)}`,
      };
    case 'realtime':
      return { what: `${call.operation} ${call.channel}`, numbers: `realtime · ${round(call.ms)}` };
    case 'queue':
      return { what: `push to ${call.queue}`, numbers: `${call.events} events · ${round(call.ms)}` };
    case 'egress':
      return { what: `${call.method} ${call.url}`, numbers: `egress · ${call.status} · ${round(call.ms)}` };
  }
}

function CallLine({ call }: { readonly call: SeamCall }): ReactNode {
  const { what, numbers } = describe(call);
  return (
    <>
      <Code>{what}</Code>
      <Text size="small" color="color.text.subtle">
        {numbers}
      </Text>
    </>
  );
}
