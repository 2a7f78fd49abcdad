// What Node.js itself takes: a server that only says that it is ready, at the port of the configuration.
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');

const { backend } = JSON.parse(readFileSync(process.argv.at(-1), 'utf8'));
createServer((_req, res) => res.end('ok')).listen(backend.listen.port);
