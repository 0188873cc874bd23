import { counted } from '../../src/common/rules/plural';

export const documentTooLarge = (millions: number): string =>
  counted(millions, { other: 'The file has more than # million characters. Split it.' });
