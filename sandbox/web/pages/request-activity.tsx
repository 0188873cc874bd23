import Avatar from '@atlaskit/avatar';
import Button from '@atlaskit/button/new';
import Comment, { CommentAuthor, CommentTime } from '@atlaskit/comment';
import { Label } from '@atlaskit/form';
import TextArea from '@atlaskit/textarea';
import { useId, useRef, useState, type ReactNode } from 'react';
import { addRequestComment, type RequestComment } from '../api/desk';
import { avatarOf } from '../api/session';
import { showFailure } from '../env/flags';
import { Section } from '../parts/page';
import { Nothing } from '../parts/states';
import { Moment } from '../parts/time';

interface RequestActivityProps {
  readonly issueKey: string;
  readonly comments: readonly RequestComment[];
  readonly onChange: () => void;
}

/** What requester and desk wrote to each other, oldest first, and a box to reply. */
export function RequestActivity({ issueKey, comments, onChange }: RequestActivityProps): ReactNode {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [isSending, setSending] = useState(false);
  const send = async (): Promise<void> => {
    setSending(true);
    try {
      await addRequestComment(issueKey, text.trim());
      setText('');
      // the button that was pressed has nothing to send any more
      box.current?.focus();
      onChange();
    } catch (error) {
      showFailure('The reply was not sent', error);
    } finally {
      setSending(false);
    }
  };
  return (
    <Section title="Activity">
      {comments.length === 0 ? (
        <Nothing header="No messages yet" description="Answers of the service desk appear here." />
      ) : (
        <ul className="plain-list comments">
          {comments.map(({ id: commentId, author, body, created }) => (
            <li key={commentId}>
              <Comment
                avatar={<Avatar src={avatarOf(author.accountId)} size="medium" borderColor="transparent" />}
                author={<CommentAuthor>{author.displayName}</CommentAuthor>}
                time={
                  <CommentTime>
                    <Moment at={created.epochMillis} />
                  </CommentTime>
                }
                content={<p className="keeps-lines">{body}</p>}
                headingLevel="3"
              />
            </li>
          ))}
        </ul>
      )}
      <form
        className="new-comment"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Label htmlFor={id}>Reply</Label>
        <TextArea
          id={id}
          ref={box}
          minimumRows={3}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
          }}
        />
        <div>
          <Button type="submit" isLoading={isSending} isDisabled={text.trim() === ''}>
            Send reply
          </Button>
        </div>
      </form>
    </Section>
  );
}
