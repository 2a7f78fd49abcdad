/**
 * The module `node:http`. To `import` it would read all that it exports, and
 * reading its `WebSocket` loads undici, HTTP/2, TLS and workers: 10 MB that a
 * server does not need.
 */
export const http = process.getBuiltinModule('node:http');
