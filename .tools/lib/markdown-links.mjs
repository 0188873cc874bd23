import { posix } from 'node:path';

const INLINE_LINK = /\]\(\s*<?([^)\s>]+)>?[^)]*\)/g;
const REFERENCE = /^\s{0,3}\[[^\]]+\]:\s*<?([^\s>]+)/g;
const HTML_LINK = /\b(?:src|href)="([^"]+)"/g;

/** @param {string} text @returns {{ line: number, text: string }[]} the lines outside code blocks, inline code blanked */
function proseLines(text) {
  let fence = '';
  return text.split('\n').flatMap((line, index) => {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1] ?? '';
    if (fence) {
      if (mark.startsWith(fence)) fence = '';
      return [];
    }
    fence = mark;
    return mark ? [] : [{ line: index + 1, text: line.replace(/`[^`]*`/g, '``') }];
  });
}

/** @param {string} target */
function pathOf(target) {
  const path = target.replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * @param {string} from path of the Markdown file, from the project's folder
 * @param {string} text
 * @param {string[]} paths of all files
 * @returns {{ line: number, target: string }[]} relative links to what is neither a file nor a folder of the project
 */
export function missingLinks(from, text, paths) {
  const isThere = (/** @type {string} */ target) => {
    const resolved = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(from), target);
    const path = resolved.replace(/\/$/, '');
    return path === '.' || path === '' || paths.some((file) => file === path || file.startsWith(`${path}/`));
  };
  return proseLines(text).flatMap(({ line, text: prose }) =>
    [INLINE_LINK, REFERENCE, HTML_LINK]
      .flatMap((pattern) => [...prose.matchAll(pattern)].map((match) => match[1] ?? ''))
      // Anything with a scheme, and anchors within the page, point outside the folder tree.
      .filter((target) => !/^([a-z][a-z0-9+.-]*:|\/\/|#)/i.test(target))
      .filter((target) => !isThere(pathOf(target)))
      .map((target) => ({ line, target })),
  );
}
