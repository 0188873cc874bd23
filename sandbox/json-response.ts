/**
 * A response whose body is JSON. Most are read once and as a whole, for which the stream that Node makes of every body
 * costs more than all else about a call; whoever wants the stream still gets it.
 * @param headers beside the type of the content
 */
export const jsonResponse = (
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response => jsonTextResponse(JSON.stringify(body), status, headers);

/** The same of what is JSON text already. */
export const jsonTextResponse = (
  text: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response => textResponse(text, { status, headers: { 'content-type': 'application/json', ...headers } });

function textResponse(content: string, init: ResponseInit): Response {
  const response = new Response(null, init);
  let usual: Response | undefined;
  let isRead = false;
  // headers may have been set since
  const again = (): ResponseInit => ({ status: response.status, headers: response.headers });
  const asUsual = (): Response => {
    if (isRead) throw new TypeError('Body is unusable: Body has already been read');
    return (usual ??= new Response(content, again()));
  };
  const text = async (): Promise<string> => {
    if (usual ?? isRead) return asUsual().text();
    isRead = true;
    return Promise.resolve(content);
  };
  return Object.defineProperties(response, {
    body: { get: () => asUsual().body },
    bodyUsed: { get: () => isRead || usual?.bodyUsed === true },
    text: { value: text },
    json: { value: async () => JSON.parse(await text()) as unknown },
    arrayBuffer: { value: async () => asUsual().arrayBuffer() },
    blob: { value: async () => asUsual().blob() },
    clone: { value: () => ((usual ?? isRead) ? asUsual().clone() : textResponse(content, again())) },
  });
}
