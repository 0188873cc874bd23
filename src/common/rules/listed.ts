const formats = new Map<'conjunction' | 'disjunction', Intl.ListFormat>();

// made when somebody reads a list: the first one loads the runtime's locale data, which a function that starts would wait for
function format(type: 'conjunction' | 'disjunction'): Intl.ListFormat {
  const made = formats.get(type) ?? new Intl.ListFormat('en-US', { type });
  formats.set(type, made);
  return made;
}

/** `A, B, and C`. */
export const allOf = (parts: Iterable<string>): string => format('conjunction').format(parts);

/** `A, B, or C`. */
export const anyOf = (parts: Iterable<string>): string => format('disjunction').format(parts);
