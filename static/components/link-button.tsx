import { Pressable, Text, xcss } from '@forge/react';

const asLink = xcss({ padding: 'space.0', backgroundColor: 'color.background.neutral.subtle' });

/** Goes to another place of the same page, and looks as what it is. */
export const LinkButton = ({ text, onClick }: { readonly text: string; readonly onClick: () => void }) => (
  <Pressable xcss={asLink} onClick={onClick}>
    <Text color="color.link" weight="medium" align="start">
      {text}
    </Text>
  </Pressable>
);
