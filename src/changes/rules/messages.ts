/** Changes of settings and catalog, in words. */
export const changeMessages = {
  /** @param who null when it is not known */
  overtaken: (who: string | null, what: string): string =>
    [
      who === null
        ? 'This was changed after you opened the page.'
        : `${who} changed this after you opened the page.`,
      ...(what === '' ? [] : [`${what}.`]),
      'Reload the page and make your change again.',
    ].join(' '),
  gone: 'This change isn’t waiting anymore. Reload the page.',
  decided: 'Someone else has already decided about this change. Reload the page.',
  own: 'Another admin needs to approve your change.',
  notOwn: 'Only the admin who proposed this change can withdraw it.',
};
