// Says so when the page's own modules cannot run: an old browser, or a script that did not arrive.
// Runs before everything else, as a classic script, and must not depend on any other file.
(function () {
  'use strict';

  function say(text) {
    var message = document.getElementById('boot-message');
    var bar = document.getElementById('boot-bar');
    if (!message) return;
    message.textContent = text;
    message.setAttribute('role', 'alert');
    if (bar) bar.hidden = true;
  }

  if (!('noModule' in document.createElement('script'))) {
    document.addEventListener('DOMContentLoaded', function () {
      say('This browser is too old for Inflight. A current Chrome, Edge, Firefox or Safari works.');
    });
  }

  // A module that fails to load, or one that it imports, reports on the script element.
  window.addEventListener('error', function (event) {
    var target = event.target;
    if (!target || target.tagName !== 'SCRIPT') return;
    var name = String(target.src).split('/').pop();
    say('A part of the page did not load (' + name + '). Check the connection, then reload.');
  }, true);
})();
