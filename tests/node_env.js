// Linked in front of the tests' program for node: gives it node's environment, where GoogleTest finds
// which share of the tests it is to run.
Module['preRun'] = () => { Object.assign(ENV, process.env); };
