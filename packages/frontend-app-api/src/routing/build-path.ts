/**
 * Puts parameters into the path of a route. Values are encoded, so that a name
 * with a slash, a question mark or a percent sign stays one part of the path.
 *
 * @throws Error when a parameter is missing, or is a step up the path.
 */
export function buildPath(template: string, params: Readonly<Record<string, string>> = {}): string {
  const parts = template.split('/').flatMap(part => {
    if (part === '*') return (params['*'] ?? '').split('/').map(encode);
    if (!part.startsWith(':')) return [part];
    const isOptional = part.endsWith('?');
    const name = part.slice(1, isOptional ? -1 : undefined);
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    // Browsers walk up at these, also when the dots are encoded.
    if (value === '.' || value === '..')
      throw new Error(`The link to '/${template}' has '${value}' for '${name}', which would lead elsewhere`);
    if (value !== undefined && value !== '') return [encode(value)];
    if (isOptional) return [];
    throw new Error(
      `The link to '/${template}' lacks the parameter '${name}'. Pass a text that is not empty`,
    );
  });
  return parts.filter(part => part !== '').join('/');
}

/** Characters that a part of a path may have as they are are left readable. */
function encode(value: string): string {
  // A lone half of a character cannot be encoded.
  const encoded = encodeURIComponent(value.toWellFormed());
  return encoded.replace(/%(?:3A|40|24|2C|2B|3D)/g, decodeURIComponent);
}
