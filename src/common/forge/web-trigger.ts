import { webTrigger } from '@forge/api';

/** The public address of the feed on this site; made when it is first asked for. */
export const feedUrl = (): Promise<string> => webTrigger.getUrl('bi-feed');
