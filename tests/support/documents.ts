/** A text as the document of one paragraph that Jira's platform API takes for rich text. */
export const documentOf = (text: string): unknown => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
