import { openRig } from './schedule-rig.ts';

/** A worker that begins each job, says so, and never ends it: `schedule-process.ts STORE_URL [REDIS_URL]`. */
const [storeUrl = '', redisUrl] = process.argv.slice(2);
const say = () => undefined;
const rig = await openRig({ storeUrl, redisUrl }, { debug: say, info: say, warn: say, error: say }, (job) =>
  rig.once
    .run(job.runKey, async () => {
      await rig.count('begun');
      console.log(`begun ${job.id}`);
      await new Promise(() => undefined);
    })
    .then(() => undefined),
);
await rig.schedule.start();
console.log('started');
setInterval(() => undefined, 60_000);
