import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { createMemoryStores } from '../../src/adapters/store.ts';
import { UserError } from '../../src/core/errors.ts';
import { memberMay } from '../../src/discord/guards.ts';
import type { Context } from '../../src/discord/context.ts';
import { finding, sections } from '../../src/core/doctor/findings.ts';
import type { Finding, Permission, SectionReport } from '../../src/core/doctor/findings.ts';
import { examinePermissions } from '../../src/core/doctor/permissions.ts';
import type { ChannelFacts, ChannelKind } from '../../src/core/doctor/permissions.ts';
import { en } from '../../src/i18n/en.ts';
import {
  clockCheck,
  diskCheck,
  encryptionCheck,
  soundCheck,
  storeCheck,
  transcoderCheck,
} from '../../src/services/doctor-checks.ts';
import type { ProbedPreviews } from '../../src/services/doctor-checks.ts';
import { createDoctor } from '../../src/services/doctor.ts';
import type { Check, Visit } from '../../src/services/doctor.ts';
import { doctorView } from '../../src/views/doctor.ts';

const every: readonly Permission[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'Connect',
  'Speak',
  'MuteMembers',
  'RequestToSpeak',
  'SetVoiceChannelStatus',
  'CreateEvents',
];
const without = (...missing: Permission[]) => new Set(every.filter((name) => !missing.includes(name)));
const channel = (id: string, kind: ChannelKind, ...missing: Permission[]): ChannelFacts => ({
  id,
  kind,
  may: without(...missing),
});
const server = { role: 'Sonagi', may: without() };

describe('permissions', () => {
  test('all there', () => {
    const channels = [channel('1', 'text'), channel('2', 'voice'), channel('3', 'stage')];
    expect(examinePermissions({ ...server, channels })).toEqual([
      finding('ok', 'channelsFine', { channelIds: ['1', '2', '3'] }),
    ]);
  });

  test('what the role lacks is one line for all channels', () => {
    const channels = [channel('1', 'voice', 'Speak'), channel('2', 'voice', 'Speak', 'Connect')];
    expect(examinePermissions({ role: 'Sonagi', may: without('Speak', 'Connect'), channels })).toEqual([
      finding('problem', 'roleLacks', {
        role: 'Sonagi',
        permissions: ['Speak', 'Connect'],
        channelIds: ['1', '2'],
      }),
    ]);
  });

  test('what a channel takes away is a line of its own', () => {
    const channels = [channel('1', 'voice', 'Speak'), channel('2', 'voice')];
    expect(examinePermissions({ ...server, channels })).toEqual([
      finding('problem', 'channelDenies', { role: 'Sonagi', permissions: ['Speak'], channelId: '1' }),
      finding('ok', 'channelsFine', { channelIds: ['2'] }),
    ]);
  });

  test('a channel that cannot be seen is said to be that, and no more', () => {
    const channels = [channel('1', 'voice', ...every)];
    expect(examinePermissions({ ...server, channels })).toEqual([
      finding('problem', 'channelDenies', { role: 'Sonagi', permissions: ['ViewChannel'], channelId: '1' }),
    ]);
  });

  test.each<[string, Finding['mark'], Permission[]]>([
    ['may ask', 'warning', ['MuteMembers']],
    ['may not even ask', 'problem', ['MuteMembers', 'RequestToSpeak']],
  ])('a stage where the bot %s is a %s', (_, mark, missing) => {
    const channels = [channel('1', 'stage', 'Speak', ...missing)];
    expect(examinePermissions({ ...server, channels })).toEqual([
      finding(mark, 'channelDenies', { role: 'Sonagi', permissions: ['MuteMembers'], channelId: '1' }),
    ]);
  });

  test('extras are warnings, and a thread needs its own permission to write', () => {
    const channels = [
      channel('1', 'thread', 'SendMessages', 'AttachFiles'),
      channel('2', 'thread', 'SendMessagesInThreads'),
    ];
    const found = examinePermissions({ role: 'Sonagi', may: without('CreateEvents'), channels });
    expect(found.map(({ mark, code }) => `${mark} ${code}`)).toEqual([
      'problem channelDenies',
      'warning channelDenies',
      'warning roleLacks',
    ]);
  });
});

const visit: Visit = { guildId: '1', channelId: '2', askedAtMs: 1_000_000, heardAtMs: 1_000_200 };
const never = new AbortController().signal;
const run = async (check: Check, at: Partial<Visit> = {}) => check.run({ ...visit, ...at }, never);
const codes = (found: readonly Finding[]) => found.map(({ mark, code }) => `${mark} ${code}`);
const log = { debug: () => 0, info: () => 0, warn: () => 0, error: () => 0 };

test.each([
  [1_000_100, 'ok clockRight'],
  [1_002_900, 'ok clockRight'],
  [999_800, 'ok clockRight'],
  [1_007_000, 'warning clockAhead'],
  [998_000, 'warning clockBehind'],
  [1_600_000, 'problem clockAhead'],
  [400_000, 'problem clockBehind'],
])('a clock at %i is %s', async (heardAtMs, expected) => {
  expect(codes(await run(clockCheck, { heardAtMs }))).toEqual([expected]);
});

test('the store is written, read and left as it was', async () => {
  const stores = createMemoryStores();
  expect(codes(await run(storeCheck(stores, { now: () => 5 })))).toEqual(['ok storeWorks']);
});

test.each([
  [50e9, 'ok diskFree'],
  [0.5e9, 'warning diskLow'],
  [0.05e9, 'problem diskLow'],
])('%d bytes free are %s', async (freeBytes, expected) => {
  const check = diskCheck(() => Promise.resolve([{ of: ['store'], freeBytes }]));
  expect(codes(await run(check))).toEqual([expected]);
});

test('encryption and FFmpeg are ready or not', async () => {
  const broken = () => Promise.reject(new Error('no such module'));
  expect(codes(await run(encryptionCheck(() => Promise.resolve(1))))).toEqual(['ok encryptionReady']);
  expect(codes(await run(encryptionCheck(broken)))).toEqual(['problem encryptionMissing']);
  const ffmpeg = () => Promise.resolve({ from: 'PATH' as const, version: '8.1' });
  expect(codes(await run(transcoderCheck(ffmpeg)))).toEqual(['ok ffmpegReady']);
  expect(codes(await run(transcoderCheck(broken)))).toEqual(['problem ffmpegMissing']);
});

describe('sound', () => {
  const source = (state: ReturnType<ProbedPreviews['state']>, fails = false) => {
    const probes: number[] = [];
    const previews: ProbedPreviews = {
      origin: 'deezer',
      state: () => state,
      probe: () => {
        probes.push(1);
        return fails ? Promise.reject(new Error('no answer')) : Promise.resolve();
      },
    };
    return { previews: [previews], probes };
  };
  const clock = { now: () => 0 };

  test('none at all is a warning', async () => {
    expect(codes(await run(soundCheck({ previews: [], clock })))).toEqual(['warning noSound']);
  });

  test('a service is asked once a minute', async () => {
    const { previews, probes } = source({ kind: 'open' });
    let now = 0;
    const check = soundCheck({ previews, clock: { now: () => now } });
    expect(codes(await run(check))).toEqual(['ok libraryOff', 'ok previewsReady']);
    await run(check);
    expect(probes.length).toBe(1);
    now = 61_000;
    await run(check);
    expect(probes.length).toBe(2);
  });

  test('a paused service is not asked, one that fails is a problem', async () => {
    const paused = source({ kind: 'paused', reason: 'limited', untilMs: 90_000 });
    const [, limited] = await run(soundCheck({ previews: paused.previews, clock }));
    expect(limited).toEqual(finding('warning', 'previewsLimited', { origin: 'deezer', untilSeconds: 90 }));
    expect(paused.probes).toEqual([]);
    const failing = source({ kind: 'open' }, true);
    expect(codes(await run(soundCheck({ previews: failing.previews, clock })))).toEqual([
      'ok libraryOff',
      'problem previewsUnreachable',
    ]);
  });

  test.each([
    [{ files: 4, matched: 4, doubtful: 0, unmatched: 0, broken: 0 }, 'ok'],
    [{ files: 4, matched: 3, doubtful: 0, unmatched: 1, broken: 0 }, 'ok'],
    [{ files: 4, matched: 3, doubtful: 0, unmatched: 0, broken: 1 }, 'warning'],
    [{ files: 0, matched: 0, doubtful: 0, unmatched: 0, broken: 0 }, 'warning'],
  ])('a library of %o is %s', async (counts, mark) => {
    const [library] = await run(soundCheck({ previews: [], library: () => counts, clock }));
    expect(library).toEqual(finding(mark as Finding['mark'], 'libraryRead', counts));
  });
});

describe('the doctor', () => {
  const check = (section: Check['section'], act: Check['run']): Check => ({ section, run: act });

  test('waits for no check longer than the limit, and outlives one that fails', async () => {
    const doctor = createDoctor({
      log,
      limitMs: 100,
      checks: [
        check('disk', () => new Promise(() => undefined)),
        check(
          'sound',
          (_, signal) =>
            new Promise((__, reject) => {
              signal.addEventListener('abort', () => {
                reject(new Error('gave up'));
              });
            }),
        ),
        check('store', () => {
          throw new Error('at once');
        }),
        check('clock', () => Promise.reject(new Error('later'))),
        check('permissions', () => [finding('ok', 'clockRight', {}), finding('problem', 'storeBroken', {})]),
      ],
    });
    const reports = await doctor.examine(visit);
    expect(reports.map(({ section, findings }) => [section, ...codes(findings)])).toEqual([
      ['permissions', 'problem storeBroken', 'ok clockRight'],
      ['sound', 'problem checkSlow'],
      ['clock', 'problem checkFailed'],
      ['store', 'problem checkFailed'],
      ['disk', 'problem checkSlow'],
    ]);
  });
});

describe('a guard of members', () => {
  const having = (memberPermissions: bigint | null) =>
    ({ interaction: { memberPermissions } }) as unknown as Context;

  test('lets in who has the permission, or all of them', () => {
    for (const flag of [PermissionFlagsBits.ManageGuild, PermissionFlagsBits.Administrator])
      expect(() => {
        memberMay('ManageGuild')(having(flag));
      }).not.toThrow();
  });

  test.each([0n, null, PermissionFlagsBits.ManageChannels])('turns %s away', (permissions) => {
    expect(() => {
      memberMay('ManageGuild')(having(permissions));
    }).toThrow(new UserError('missingMemberPermissions', { permissions: 'Manage Guild' }));
  });
});

describe('the view', () => {
  test('fits into an embed however much is wrong', () => {
    const channelIds = Array.from({ length: 500 }, (_, at) => String(10n ** 18n + BigInt(at)));
    const facts = channelIds.map((id) => channel(id, 'voice', 'Connect', 'Speak', 'SetVoiceChannelStatus'));
    const found = examinePermissions({ role: 'R'.repeat(100), may: without(), channels: facts });
    const reports: SectionReport[] = sections.map((section) => ({ section, findings: found }));
    const [embed] = doctorView(reports, en).embeds ?? [];
    const fields = embed?.fields ?? [];
    expect(fields.length).toBe(sections.length);
    for (const { value } of fields) expect(value.length).toBeLessThanOrEqual(1024);
    const length = [
      embed?.title,
      embed?.description,
      ...fields.flatMap(({ name, value }) => [name, value]),
    ].join('').length;
    expect(length).toBeLessThanOrEqual(6000);
    expect(embed?.title).toContain('❌');
  });

  test('names the exact fix', () => {
    const found = [
      finding('problem', 'roleLacks', { role: 'Sonagi', permissions: ['Connect'], channelIds: ['7'] }),
      finding('problem', 'channelDenies', { role: 'Sonagi', permissions: ['Speak'], channelId: '8' }),
    ];
    const { embeds } = doctorView([{ section: 'permissions', findings: found }], en);
    expect(embeds?.[0]?.fields?.[0]?.value).toBe(
      '❌ I lack **Connect** in <#7>. Server Settings → Roles → Sonagi → Permissions → turn on **Connect**.\n' +
        '❌ <#8> keeps **Speak** from me. Edit Channel <#8> → Permissions → Sonagi → Speak ✓.',
    );
    expect(embeds?.[0]?.description).toContain('2 problems');
  });
});
