/**
 * One JSON line a message, so that Forge's log viewer can filter. Never pass names, addresses or free text of
 * people: account ids and issue ids are enough to find the rest in Jira.
 */
export const log = {
  info: (message: string, details: Readonly<Record<string, unknown>> = {}): void => {
    console.info(JSON.stringify({ message, ...details }));
  },
  error: (message: string, error: unknown, details: Readonly<Record<string, unknown>> = {}): void => {
    console.error(JSON.stringify({ message, ...details, error: describe(error) }));
  },
};

function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  return {
    name: error.name,
    message: error.message,
    ...databaseErrorOf(error),
    ...(error.cause === undefined ? {} : { cause: describe(error.cause) }),
  };
}

/**
 * What the database called its error. Forge SQL gives every one the same message, and says in words with people's data in them
 * what was wrong.
 */
function databaseErrorOf(error: Error): object {
  const context: unknown = Reflect.get(error, 'context');
  const debug: unknown = Reflect.get(Object(context), 'debug');
  const [code, errno]: unknown[] = ['code', 'errno'].map(
    (name) => Reflect.get(Object(debug), name) as unknown,
  );
  return errno === undefined ? {} : { databaseError: { code, errno } };
}
