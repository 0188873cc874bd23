/** The forms of a phrase by count, with `#` where the number goes; `other` also stands for forms that are left out. */
export interface PluralForms {
  readonly one?: string;
  readonly other: string;
}

const LOCALE = 'en-US';
const rules = new Intl.PluralRules(LOCALE);
const numbers = new Intl.NumberFormat(LOCALE);

/**
 * A count with its noun in the right form: `counted(1, { one: '# seat', other: '# seats' })` is `1 seat`.
 * @see https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
 */
export const counted = (count: number, forms: PluralForms): string =>
  ((rules.select(count) === 'one' ? forms.one : undefined) ?? forms.other).replaceAll(
    '#',
    numbers.format(count),
  );
