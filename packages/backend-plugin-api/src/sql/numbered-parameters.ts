// Literals, quoted names, dollar quotes and comments, in which a question mark is only itself.
const opaque =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|\\\?|\?/g;

/** Rewrites each `?` to `$1`, `$2`, …; a `\?` becomes a plain question mark (an operator of PostgreSQL). */
export function toNumberedParameters(sql: string): string {
  let count = 0;
  return sql.replace(opaque, match => {
    if (match === '?') return `$${++count}`;
    return match === '\\?' ? '?' : match;
  });
}
