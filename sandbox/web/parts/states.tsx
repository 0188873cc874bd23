import EmptyState from '@atlaskit/empty-state';
import Heading from '@atlaskit/heading';
import Text from '@atlaskit/primitives/text';
import SectionMessage, { SectionMessageAction } from '@atlaskit/section-message';
import type { ReactNode } from 'react';
import { ApiError } from '../api/http';
import { reportProblem } from '../env/problems';
import type { Resource } from './use-data';

interface LoadedProps<T> {
  readonly of: Resource<T>;
  /** What has the shape of the content while it loads. */
  readonly skeleton: ReactNode;
  /** What the viewer may not see or cannot find, as in "these queues". */
  readonly what: string;
  readonly children: (data: T) => ReactNode;
}

/** Shows data in all its states: loading, not allowed, failed with a second chance, there. */
export function Loaded<T>({ of, skeleton, what, children }: LoadedProps<T>): ReactNode {
  const { value, retry } = of;
  switch (value.state) {
    case 'loading':
      return skeleton;
    case 'failed':
      return value.error instanceof ApiError && value.error.isRefusal ? (
        <NoPermission what={what} reason={value.error.message} />
      ) : (
        <Failure error={value.error} onRetry={retry} />
      );
    case 'ready':
      return children(value.data);
  }
}

interface NoPermissionProps {
  readonly what: string;
  readonly reason?: string;
}

export function NoPermission({ what, reason }: NoPermissionProps): ReactNode {
  return (
    <EmptyState
      header={`You don't have access to ${what}`}
      headingLevel={2}
      description={`${reason ?? ''} Switch to somebody who has access, at the top right.`.trim()}
    />
  );
}

function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }): ReactNode {
  // a refusal is an answer; anything else is a fault of the sandbox
  if (!(error instanceof ApiError)) reportProblem('page', String(error));
  return (
    <SectionMessage
      appearance="error"
      title="This could not be loaded"
      actions={[
        <SectionMessageAction key="retry" onClick={onRetry}>
          Retry
        </SectionMessageAction>,
      ]}
    >
      {error instanceof Error ? error.message : String(error)}
    </SectionMessage>
  );
}

interface NothingProps {
  readonly header: string;
  readonly description: string;
}

/** A list without entries, with what comes into it. */
export function Nothing({ header, description }: NothingProps): ReactNode {
  return (
    <div className="nothing">
      <Heading as="h3" size="xxsmall">
        {header}
      </Heading>
      <Text as="p" color="color.text.subtle">
        {description}
      </Text>
    </div>
  );
}
