/**
 * The checks of the single fields of an entity. An organisation may replace
 * any of them through the catalog's model extension point.
 */
export interface FieldFormats {
  isValidApiVersion(value: unknown): boolean;
  isValidKind(value: unknown): boolean;
  isValidEntityName(value: unknown): boolean;
  isValidNamespace(value: unknown): boolean;
  isValidLabelKey(value: unknown): boolean;
  isValidLabelValue(value: unknown): boolean;
  isValidAnnotationKey(value: unknown): boolean;
  isValidAnnotationValue(value: unknown): boolean;
  isValidTag(value: unknown): boolean;
}

/**
 * The formats that apply unless replaced. Names and labels follow those of
 * Kubernetes objects, and DNS labels are those of RFC 1123.
 */
export const builtinFieldFormats: FieldFormats = {
  isValidApiVersion: value => isPrefixed(value, version => /^[a-z0-9]{1,63}$/i.test(version)),
  isValidKind: value => typeof value === 'string' && /^[a-z][a-z0-9]{0,62}$/i.test(value),
  isValidEntityName: isObjectName,
  isValidNamespace: isDnsLabel,
  isValidLabelKey: value => isPrefixed(value, isObjectName),
  isValidLabelValue: value => value === '' || isObjectName(value),
  isValidAnnotationKey: value => isPrefixed(value, isObjectName),
  isValidAnnotationValue: value => typeof value === 'string',
  isValidTag: value => isShort(value) && /^[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*$/.test(value),
};

function isShort(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= 63;
}

function isObjectName(value: unknown): boolean {
  return isShort(value) && /^[a-z0-9](?:[-a-z0-9_.]*[a-z0-9])?$/i.test(value);
}

function isDnsLabel(value: unknown): boolean {
  return isShort(value) && /^[a-z0-9]+(?:-+[a-z0-9]+)*$/.test(value);
}

function isDnsSubdomain(value: string): boolean {
  return value.length >= 1 && value.length <= 253 && value.split('.').every(isDnsLabel);
}

function isPrefixed(value: unknown, isValidName: (name: string) => boolean): boolean {
  if (typeof value !== 'string') return false;
  const slash = value.indexOf('/');
  if (slash === -1) return isValidName(value);
  return isDnsSubdomain(value.slice(0, slash)) && isValidName(value.slice(slash + 1));
}
