/**
 * Brings a request target to the form that everything behind it may rely on:
 * it begins with one slash, and no segment of its path is `.` or `..`, however
 * written. Clients resolve such segments before they send; what still has them
 * wants to be understood differently by the policy check and by the handler.
 *
 * Targets that name the origin (`GET http://host/path`, RFC 9112 §3.2.2) are cut
 * down to path and query. Gives `undefined` for what is not acceptable.
 */
export function normalizeRequestTarget(target: string): string | undefined {
  if (!target.startsWith('/')) return fromAbsoluteForm(target);
  if (target.startsWith('//')) return undefined;
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  return suspicious.test(path) && hasTrick(path) ? undefined : target;
}

/** Cheap test that lets nearly all paths through: only these can hide a dot segment, a backslash or a NUL. */
const suspicious = /[%\\\0]|\/\./;

function hasTrick(path: string): boolean {
  const plain = path.replaceAll(/%2e/gi, '.').replaceAll(/%2f|%5c/gi, '/');
  return /[\\\0]|%00|(?:^|\/)\.\.?(?:\/|;|$)/.test(plain);
}

function fromAbsoluteForm(target: string): string | undefined {
  if (!/^https?:\/\//i.test(target)) return undefined;
  const url = URL.parse(target);
  return url ? normalizeRequestTarget(url.pathname + url.search) : undefined;
}
