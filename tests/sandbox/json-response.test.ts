import { jsonResponse } from '../../sandbox/json-response';

const BODY = { id: '7', names: ['Ä', 'b'] };

describe('an answer in JSON', () => {
  it.each(['json', 'text', 'arrayBuffer', 'blob'] as const)('is read by %s, once', async (how) => {
    const response = jsonResponse(BODY, 201, { 'x-quota': '3' });
    expect([response.status, response.ok, response.bodyUsed]).toEqual([201, true, false]);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('x-quota')).toBe('3');
    const read: unknown = await response[how]();
    const text = typeof read === 'string' ? read : await new Response(read as Blob).text();
    expect(how === 'json' ? read : JSON.parse(text)).toEqual(BODY);
    expect(response.bodyUsed).toBe(true);
    await expect(response.text()).rejects.toThrow('Body is unusable');
    await expect(response[how]()).rejects.toThrow('Body is unusable');
    expect(() => response.clone()).toThrow(/unusable|already been/);
  });

  it('has a stream for whoever wants it, and headers that are set later', async () => {
    const response = jsonResponse(BODY);
    response.headers.set('retry-after', '1');
    const passedOn = new Response(response.body, response);
    expect(passedOn.headers.get('retry-after')).toBe('1');
    expect(await passedOn.json()).toEqual(BODY);
    expect(response.bodyUsed).toBe(true);
  });

  it('can be read twice by a clone', async () => {
    const response = jsonResponse(BODY, 404);
    const clone = response.clone();
    expect([await clone.json(), clone.status]).toEqual([BODY, 404]);
    expect(await response.json()).toEqual(BODY);
  });
});
