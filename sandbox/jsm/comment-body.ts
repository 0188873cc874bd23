import { isDocument } from './document-schema';
import { JiraError } from './errors';

const MAX_CHARACTERS = 32_767;

/** @throws {JiraError} 400 for anything but a document of a length that Jira takes */
export function readCommentBody(body: unknown): unknown {
  if (!isDocument(body)) throw new JiraError(400, [], { comment: 'Comment body is not valid!' });
  if (JSON.stringify(body).length > MAX_CHARACTERS) {
    throw new JiraError(400, [], {
      comment: 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.',
    });
  }
  return body;
}
