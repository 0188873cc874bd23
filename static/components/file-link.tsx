import { Link, Stack, Text } from '@forge/react';
import type { OfferedFile } from '../../src/common/contract/offered-file';
import { useClockWords } from '../lib/use-clock-words';
import * as messages from './file-link-messages';

/** A file that was made, as a link, since nothing here can hand one out. */
export const FileLink = ({
  file: { url, from, until },
  label,
}: {
  readonly file: OfferedFile;
  readonly label: string;
}) => {
  const words = useClockWords();
  return (
    <Stack space="space.050">
      <Text>
        <Link href={url} openNewTab>
          {label}
        </Link>
      </Text>
      <Text color="color.text.subtle">{messages.until(words.moment(until, from))}</Text>
    </Stack>
  );
};
