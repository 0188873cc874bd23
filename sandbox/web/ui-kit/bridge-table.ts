/**
 * `works`: does what Forge does here; `refused`: answers as Forge does where a thing cannot be had;
 * `missing`: rejects, is shown on the page and reported.
 */
export type CommandState = 'works' | 'refused' | 'missing';

/** Every command that @forge/bridge 7.2.0, @forge/react 12.3.1 and @forge/dashboards-bridge 0.1.20 send, and what the sandbox makes of it. */
export const COMMANDS = {
  changeWindowTitle: 'works',
  close: 'works',
  closeFlag: 'works',
  createHistory: 'works',
  emit: 'works',
  emitPublic: 'works',
  emitReadyEvent: 'works',
  enableTheming: 'works',
  fetchProduct: 'works',
  getContext: 'works',
  getUrl: 'works',
  getWidgetEditApi: 'works',
  invoke: 'works',
  navigate: 'works',
  on: 'works',
  onClose: 'works',
  onError: 'works',
  onPublic: 'works',
  publishRealtimeChannel: 'works',
  reconcile: 'works',
  refresh: 'works',
  reload: 'works',
  showFlag: 'works',
  submit: 'works',
  subscribeRealtimeChannel: 'works',
  // telemetry, which nobody hears of
  trackObjectStoreAction: 'works',

  // the site has no banner that asks about cookies
  getCookieConsentPreferences: 'refused',
  // the site has no Rovo
  isRovoEnabled: 'refused',
  openRovo: 'refused',
  // only modules that start closed can be opened
  open: 'refused',
  // a UI Kit surface draws a <Modal>; modals by resource are Custom UI's
  openModal: 'refused',

  __permission__egressDeleteDomain: 'missing',
  __permission__egressDeleteGroup: 'missing',
  __permission__egressGet: 'missing',
  __permission__egressSet: 'missing',
  __permission__remoteGet: 'missing',
  __permission__remoteSet: 'missing',
  emitFrontendCustomMetric: 'missing',
  fetchRemote: 'missing',
  fetchUserRecommendations: 'missing',
  getFrameDispatch: 'missing',
  getFrameId: 'missing',
  // the sandbox has no list of widgets in which one could preview itself
  getWidgetApi: 'missing',
  initFeatureFlags: 'missing',
  requestTeamworkGraph: 'missing',
} as const satisfies Readonly<Record<string, CommandState>>;

type Table = typeof COMMANDS;

/** The commands that the sandbox answers. */
export type Answered = {
  [Name in keyof Table]: Table[Name] extends 'missing' ? never : Name;
}[keyof Table];
