import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

// What V8 makes of some thousand modules is kept from one start to the next, which halves what loading them costs. So nothing
// may be imported before. Where the folder cannot be written, Node goes without.
enableCompileCache(join(import.meta.dirname, '..', 'data', 'runtime', 'compiled'));
const { run } = await import('./run.ts');
// Now rather than at the end, which a bot that is killed does not come to; costs nothing but on the first start of a version.
flushCompileCache();
await run();
