import { fieldOf, toRecord, toText } from '../parse/json-values.ts';

/** Where a `$ref` leads. */
export type Resolved =
  | { value: unknown; name?: string | undefined }
  /** It leads to another document, which is not loaded. */
  | { outside: string }
  /** There is nothing at its end. */
  | { missing: string };

const maxHops = 20;

/**
 * Follows `$ref` (RFC 6901 pointers) within a document. Other documents are
 * never loaded, wherever they are: whoever writes a definition must not make
 * browsers send requests.
 */
export function resolveRef(root: unknown, node: unknown): Resolved {
  let current = node;
  let name: string | undefined;
  for (let hops = 0; hops < maxHops; hops += 1) {
    const ref = toText(fieldOf(current, '$ref'));
    if (ref === undefined) return { value: current, name };
    if (!ref.startsWith('#')) return { outside: ref };
    const steps = ref.slice(1).split('/').slice(1).map(decodeStep);
    const found = steps.reduce<unknown>(stepInto, root);
    if (found === undefined) return { missing: ref };
    name = steps.at(-1);
    current = withSiblings(found, current);
  }
  return { missing: toText(fieldOf(node, '$ref')) ?? '' };
}

/** The object that a node or its `$ref` stands for; `undefined` if there is none in this document. */
export function resolveRecord(root: unknown, node: unknown) {
  const resolved = resolveRef(root, node);
  return 'value' in resolved ? toRecord(resolved.value) : undefined;
}

function stepInto(value: unknown, step: string): unknown {
  if (Array.isArray(value)) return (value as unknown[])[Number(step)];
  return fieldOf(value, step);
}

/** Since OpenAPI 3.1 a text beside a `$ref` replaces that of its target. */
function withSiblings(found: unknown, node: unknown): unknown {
  const target = toRecord(found);
  const description = toText(fieldOf(node, 'description'));
  return target && description !== undefined ? { ...target, description } : found;
}

function decodeStep(step: string): string {
  const plain = step.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
