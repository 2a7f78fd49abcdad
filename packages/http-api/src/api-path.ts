/** Fills a path's parameters in, so that no value can change which path it is. */
export function buildPath(path: string, params: Readonly<Record<string, string>>): string {
  return path
    .split('/')
    .map(segment => {
      if (segment.startsWith(':')) return encodeSegment(segment.slice(1), params);
      if (!segment.startsWith('*')) return segment;
      return valueOf(segment.slice(1), params).split('/').map(encodeURIComponent).join('/');
    })
    .join('/');
}

function encodeSegment(name: string, params: Readonly<Record<string, string>>): string {
  const value = valueOf(name, params);
  // URLs leave such segments out, however they are written.
  if (value === '' || value === '.' || value === '..') {
    throw new TypeError(`The parameter '${name}' cannot be '${value}'; name what is asked for`);
  }
  return encodeURIComponent(value);
}

function valueOf(name: string, params: Readonly<Record<string, string>>): string {
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  if (value === undefined) throw new TypeError(`The parameter '${name}' is missing; give it in 'params'`);
  return value;
}
