import { createLog } from '../../src/adapters/log.ts';

/** Logs 2,000 lines and ends as it is told: `log-process.ts HOW`. */
const [how] = process.argv.slice(2);
const log = createLog('info', ['tell-nobody', 'quo"ted']);
for (let n = 0; n < 2_000; n += 1) log.info({ n }, 'numbered');

if (how === 'exit') process.exit(3);
if (how === 'throw') throw new Error('nobody catches this');
if (how === 'reject') void Promise.reject(new Error('nor this'));
if (how === 'SIGTERM') {
  process.once('SIGTERM', () => {
    process.exit(0);
  });
  setInterval(() => undefined, 1_000);
  process.kill(process.pid, 'SIGTERM');
}
if (how === 'wait') {
  // The lines are out while the process runs on; then nothing can save what is not.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 1_000);
}
if (how === 'secrets') {
  const error = new Error('connect postgres://sonagi:pass-in-url@db.example/sonagi failed: tell-nobody');
  log.info(
    { token: 'tell-nobody', nested: { deep: { deeper: 'tell-nobody' } }, text: 'a quo"ted b' },
    'told',
  );
  const request = {
    requestBody: { json: { content: 'typed-by-a-member' } },
    url: 'https://discord/webhooks/1/hook-token',
  };
  log.error({ err: Object.assign(new Error('refused'), request) }, 'one');
  const both = new AggregateError([Object.assign(new Error('first'), request)], 'both');
  log.error({ err: both, deep: { deeper: { password: 'some "other" word' } } }, 'two');
  log.error({ err: error, headers: { authorization: 'Bot tell-nobody' } }, 'it said tell-nobody');
}
