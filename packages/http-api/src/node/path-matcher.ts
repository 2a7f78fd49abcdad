/** What a path and method were found to be. */
export interface PathMatch<T> {
  target: T;
  /** The texts of the parameters, in the order of the path, as they were written. */
  values: string[];
  /** The names of the parameters, in the same order. */
  names: readonly string[];
}

/** Finds the endpoint of a request. */
export interface PathMatcher<T> {
  /** Throws when the same method and path were added before. */
  add(method: string, path: string, target: T): void;
  /** Takes a path without its query; a slash at its end makes no difference. */
  find(method: string, pathname: string): PathMatch<T> | undefined;
}

interface Node<T> {
  fixed: Map<string, Node<T>>;
  parameter?: Node<T>;
  /** Takes all segments that are left. */
  rest?: Node<T>;
  targets: Map<string, { target: T; names: readonly string[] }>;
}

/**
 * Makes a matcher that goes through a path segment by segment: a fixed segment
 * (`/by-name`) wins over a parameter (`/:uid`), and that over a rest (`/*path`).
 */
export function createPathMatcher<T>(): PathMatcher<T> {
  const root = createNode<T>();
  return {
    add(method, path, target) {
      const names: string[] = [];
      let node = root;
      for (const segment of path.split('/').slice(1)) {
        const isNamed = segment.startsWith(':') || segment.startsWith('*');
        if (isNamed) names.push(segment.slice(1));
        node = child(node, segment);
      }
      if (node.targets.has(method))
        throw new Error(`The endpoint '${method} ${path}' is defined twice; remove one`);
      node.targets.set(method, { target, names });
    },
    find(method, pathname) {
      const values: string[] = [];
      const end = pathname.length > 1 && pathname.endsWith('/') ? pathname.length - 1 : pathname.length;
      const found = search(root, { pathname, end, method, values }, 1);
      return found && { ...found, values };
    },
  };
}

function createNode<T>(): Node<T> {
  return { fixed: new Map(), targets: new Map() };
}

function child<T>(node: Node<T>, segment: string): Node<T> {
  if (segment.startsWith(':')) return (node.parameter ??= createNode());
  if (segment.startsWith('*')) return (node.rest ??= createNode());
  let next = node.fixed.get(segment);
  if (!next) node.fixed.set(segment, (next = createNode()));
  return next;
}

interface Search {
  pathname: string;
  end: number;
  method: string;
  values: string[];
}

type Found<T> = { target: T; names: readonly string[] } | undefined;

/** Looks from the segment that begins at `from`; what it adds to the values is taken back where it leads nowhere. */
function search<T>(node: Node<T>, path: Search, from: number): Found<T> {
  const { pathname, end, method, values } = path;
  if (from > end) return node.targets.get(method);
  const slash = pathname.indexOf('/', from);
  const stop = slash === -1 || slash > end ? end : slash;
  const segment = pathname.slice(from, stop);
  const fixed = node.fixed.get(segment);
  const found = fixed && search(fixed, path, stop + 1);
  if (found) return found;
  if (node.parameter && segment !== '') {
    values.push(segment);
    const below = search(node.parameter, path, stop + 1);
    if (below) return below;
    values.pop();
  }
  const rest = node.rest?.targets.get(method);
  if (rest) values.push(pathname.slice(from, end));
  return rest;
}
