import { List, ListItem, SectionMessage, Text } from '@forge/react';

/** A refusal of one or many lines, each beginning with its place. */
export const ErrorLines = ({ title, text }: { readonly title: string; readonly text: string }) => {
  const lines = text.split('\n');
  return (
    <SectionMessage appearance="error" title={title}>
      {lines.length === 1 ? (
        <Text>{text}</Text>
      ) : (
        <List type="unordered">
          {lines.map((line, index) => (
            <ListItem key={index}>{line}</ListItem>
          ))}
        </List>
      )}
    </SectionMessage>
  );
};
