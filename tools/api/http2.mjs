// HTTP/2 without TLS (prior knowledge) beside HTTP/1.1 on one port: what the first bytes of a
// connection are decides. SDKs speak it for event streams. Must not know what requests mean.
import { createServer } from 'node:http2';

const kPreface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

/** Calls `decide(is_http2)` as soon as the first bytes tell; they stay to be read. */
function look_at(socket, decide) {
  let seen = Buffer.alloc(0);
  const look = (chunk) => {
    seen = Buffer.concat([seen, chunk]);
    const begins_so = kPreface.subarray(0, seen.length).equals(seen.subarray(0, kPreface.length));
    if (begins_so && seen.length < kPreface.length) return;
    socket.off('data', look);
    socket.pause();
    socket.unshift(seen);
    decide(begins_so);
  };
  socket.on('data', look);
}

/**
 * Lets `server` (of node:http) take HTTP/2 connections too, with the same listener. Returns a
 * function that ends those.
 */
export function speak_http2(server, limits, listener) {
  const sessions = new Set();
  const http2 = createServer({
    maxSessionMemory: 64,
    maxHeaderListPairs: 128,
    settings: { maxConcurrentStreams: limits.streams, maxHeaderListSize: limits.header_bytes, initialWindowSize: 1 << 20 },
  });
  http2.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    session.on('error', () => {});
    // Only a connection on which nothing is asked may be ended: what is pushed may pause.
    let open = 0;
    let idle;
    const wait = () => { idle = setTimeout(() => session.close(), limits.idle_ms).unref(); };
    wait();
    session.on('stream', (stream) => {
      open += 1;
      clearTimeout(idle);
      stream.once('close', () => {
        open -= 1;
        if (open === 0 && !session.closed) wait();
      });
    });
    session.once('close', () => clearTimeout(idle));
  });
  http2.on('request', (request, response) => {
    const late = setTimeout(() => request.stream.close(), limits.request_ms).unref();
    request.once('end', () => clearTimeout(late));
    request.once('close', () => clearTimeout(late));
    response.on('error', () => {});
    listener(request, response);
  });
  http2.on('sessionError', () => {});

  const [take_http1] = server.listeners('connection');
  server.removeListener('connection', take_http1);
  server.on('connection', (socket) => {
    // node:http watches over the time of what it has been given; this is before.
    const late = setTimeout(() => socket.destroy(), limits.header_ms).unref();
    socket.once('close', () => clearTimeout(late));
    socket.on('error', () => {});
    look_at(socket, (is_http2) => {
      clearTimeout(late);
      if (is_http2) {
        http2.emit('connection', socket);  // reads what was seen by itself
      } else {
        take_http1.call(server, socket);
        socket.resume();
      }
    });
  });
  return () => {
    for (const session of sessions) session.destroy();
  };
}
