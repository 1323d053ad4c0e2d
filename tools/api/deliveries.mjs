// Notifications of SNS to HTTP subscribers: real POSTs to real endpoints. Must not know the engine.
import { request as http_request } from 'node:http';
import { request as https_request } from 'node:https';

const kAtOnce = 32;
const kAnswerMs = 15_000;  // as SNS waits
const kMostWaiting = 10_000;
const kHeaders = { 'User-Agent': 'Amazon Simple Notification Service Agent', 'Accept-Encoding': 'gzip,deflate' };

/** One POST; resolves to the status, 0 when nobody answered in time. */
function post({ url, headers, body }) {
  return new Promise((resolve) => {
    let request;
    try {
      const make = new URL(url).protocol === 'https:' ? https_request : http_request;
      const all = { ...kHeaders, ...Object.fromEntries(headers) };
      request = make(url, { method: 'POST', headers: all, signal: AbortSignal.timeout(kAnswerMs) });
    } catch {
      resolve(0);  // no address that can be called
      return;
    }
    request.on('response', (response) => {
      response.resume();
      response.on('error', () => {});
      resolve(response.statusCode);
    });
    request.on('error', () => resolve(0));
    request.end(body);
  });
}

/** A function that makes deliveries, so many at a time, and tells `done(token, status)` of each. */
export function make_posts(done) {
  const waiting = [];
  let running = 0;
  const next = () => {
    while (running < kAtOnce && waiting.length > 0) {
      const delivery = waiting.shift();
      running += 1;
      post(delivery).then((status) => {
        running -= 1;
        done(delivery.token, status);
        next();
      });
    }
  };
  return (delivery) => {
    if (waiting.length >= kMostWaiting) {
      setImmediate(done, delivery.token, 0);
      return;
    }
    waiting.push(delivery);
    next();
  };
}
