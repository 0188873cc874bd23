/** The forms of a phrase by count, with `#` where the number goes; `other` also stands for forms that are left out. */
export interface PluralForms {
  readonly one?: string;
  readonly other: string;
}

const LOCALE = 'en-US';

interface Formats {
  readonly rules: Intl.PluralRules;
  readonly numbers: Intl.NumberFormat;
}

let made: Formats | undefined;

// made with the first phrase: they load the runtime's locale data, which a function that starts would wait for
const formats = (): Formats =>
  (made ??= { rules: new Intl.PluralRules(LOCALE), numbers: new Intl.NumberFormat(LOCALE) });

/**
 * A count with its noun in the right form: `counted(1, { one: '# seat', other: '# seats' })` is `1 seat`.
 * @see https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
 */
export function counted(count: number, forms: PluralForms): string {
  const { rules, numbers } = formats();
  return ((rules.select(count) === 'one' ? forms.one : undefined) ?? forms.other).replaceAll(
    '#',
    numbers.format(count),
  );
}
