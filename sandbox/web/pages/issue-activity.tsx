import Avatar from '@atlaskit/avatar';
import Button, { IconButton } from '@atlaskit/button/new';
import ButtonGroup from '@atlaskit/button/button-group';
import Comment, { CommentAuthor, CommentTime } from '@atlaskit/comment';
import SortAscending from '@atlaskit/icon/core/sort-ascending';
import SortDescending from '@atlaskit/icon/core/sort-descending';
import TextArea from '@atlaskit/textarea';
import { useState, type ReactNode } from 'react';
import { Adf } from '../adf/adf';
import { addComment, type Comment as IssueComment } from '../api/issues';
import { avatarOf } from '../api/session';
import { showFailure } from '../env/flags';
import { reportProblem } from '../env/problems';
import { Section } from '../parts/page';
import { Nothing } from '../parts/states';
import { Moment } from '../parts/time';

interface IssueActivityProps {
  readonly issueKey: string;
  readonly comments: readonly IssueComment[];
  readonly onChange: () => void;
}

const report = (message: string): void => {
  reportProblem('page', message);
};

/** The comments of an issue, and the two ways to add one: for the team, or for the requester too. */
export function IssueActivity({ issueKey, comments, onChange }: IssueActivityProps): ReactNode {
  const [newestFirst, setNewestFirst] = useState(true);
  const sorted = newestFirst ? [...comments].reverse() : comments;
  return (
    <Section
      title="Activity"
      actions={
        <IconButton
          icon={newestFirst ? SortDescending : SortAscending}
          label={newestFirst ? 'Show oldest first' : 'Show newest first'}
          appearance="subtle"
          isTooltipDisabled={false}
          onClick={() => {
            setNewestFirst(!newestFirst);
          }}
        />
      }
    >
      <NewComment issueKey={issueKey} onAdded={onChange} />
      {comments.length === 0 ? (
        <Nothing header="No comments yet" description="Internal notes stay within the team." />
      ) : (
        <ul className="plain-list comments">
          {sorted.map(({ id, author, body, created, jsdPublic }) => (
            <li key={id} className={jsdPublic ? undefined : 'internal'}>
              <Comment
                avatar={<Avatar src={avatarOf(author.accountId)} size="medium" borderColor="transparent" />}
                author={<CommentAuthor>{author.displayName}</CommentAuthor>}
                type={jsdPublic ? 'Public' : 'Internal'}
                time={
                  <CommentTime>
                    <Moment at={Date.parse(created)} />
                  </CommentTime>
                }
                content={<Adf document={body} report={report} />}
                headingLevel="3"
              />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

interface NewCommentProps {
  readonly issueKey: string;
  readonly onAdded: () => void;
}

type Audience = 'team' | 'requester';

const WORDS: Readonly<
  Record<Audience, { readonly start: string; readonly label: string; readonly save: string }>
> = {
  requester: { start: 'Reply to customer', label: 'Reply to the customer', save: 'Send reply' },
  team: { start: 'Add internal note', label: 'Internal note', save: 'Save note' },
};

function NewComment({ issueKey, onAdded }: NewCommentProps): ReactNode {
  const [audience, setAudience] = useState<Audience>();
  const [last, setLast] = useState<Audience>();
  const [text, setText] = useState('');
  const [isSaving, setSaving] = useState(false);

  const close = (): void => {
    setLast(audience);
    setAudience(undefined);
    setText('');
  };
  const save = async (to: Audience): Promise<void> => {
    setSaving(true);
    try {
      await addComment(issueKey, text.trim(), to === 'requester');
      close();
      onAdded();
    } catch (error) {
      showFailure('The comment was not saved', error);
    } finally {
      setSaving(false);
    }
  };

  if (!audience) {
    return (
      <div>
        <ButtonGroup label="Add a comment">
          {(['requester', 'team'] as const).map((to) => (
            <Button
              key={to}
              // back where one came from
              autoFocus={to === last}
              onClick={() => {
                setAudience(to);
              }}
            >
              {WORDS[to].start}
            </Button>
          ))}
        </ButtonGroup>
      </div>
    );
  }
  const words = WORDS[audience];
  return (
    <form
      className="new-comment"
      onSubmit={(event) => {
        event.preventDefault();
        void save(audience);
      }}
    >
      <TextArea
        aria-label={words.label}
        placeholder={words.label}
        autoFocus
        minimumRows={3}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
        }}
      />
      <div>
        <ButtonGroup label="Comment actions">
          <Button type="submit" appearance="primary" isLoading={isSaving} isDisabled={text.trim() === ''}>
            {words.save}
          </Button>
          <Button appearance="subtle" onClick={close}>
            Cancel
          </Button>
        </ButtonGroup>
      </div>
    </form>
  );
}
