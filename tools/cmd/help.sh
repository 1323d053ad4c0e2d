cmd_help() {
  cat <<'HELP'
Inflight: learn AWS messaging by watching it.

  ./inflight run [--port N] [--no-build]   set up what is missing, build, serve the page, print its address
  ./inflight run --native [-- options]     the same application in a desktop window
  ./inflight api [--port N] [--clock real|manual] [--account ID] [--profile classic|current] [--seed N]
                                           a local AWS endpoint for SDKs and the AWS CLI: http://127.0.0.1:4566
  ./inflight test [part]...                all tests, or parts: unit wasm lessons fuzz tools layers format api web tidy
  ./inflight dist [folder]                 a static folder for any web host (default: dist)
  ./inflight fuzz [--minutes N] [target]...  random input against every parser (10 minutes each)
  ./inflight bench                         sizes and speeds, as reported in the README
  ./inflight setup                         only fetch and install what is missing
  ./inflight help                          this text

Everything fetched lands in .deps/, everything built in build/. Deleting them starts afresh.
HELP
}
