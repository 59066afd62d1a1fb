// How the module that Emscripten generates looks to the type checker; the build copies this beside it. What the calls
// are is written in bindings/, and typed where js/engine uses them.
declare const createEngine: (options: object) => Promise<any>;
export default createEngine;
