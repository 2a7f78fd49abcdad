import { createServer } from 'node:http';

// The ceiling: what Node itself needs for the same answer.
createServer((_req, res) => {
  const body = JSON.stringify({ status: 'ok' });
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Length', Buffer.byteLength(body));
  res.end(body);
}).listen(Number(process.argv[2]));
