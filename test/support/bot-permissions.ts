import type { TestApp } from './app.ts';

/** Does something with less than the bot's role has, which Discord tells everybody of, and gives it back. */
export const withoutPermissions = async (
  { server: { world } }: Pick<TestApp, 'server'>,
  guildId: string,
  removed: bigint,
  act: () => Promise<void>,
): Promise<void> => {
  const roles = world.guilds.get(guildId)?.roles;
  const role = [...(roles?.values() ?? [])].find(({ managed }) => managed);
  const everyone = roles?.get(guildId);
  if (role === undefined || everyone === undefined) throw new Error('The bot has no role.');
  const before = [role, everyone].map(({ permissions }) => permissions);
  const change = (permissionsOf: (was: string) => string) => {
    [role, everyone].forEach((changed, at) => {
      changed.permissions = permissionsOf(before[at] ?? '0');
      world.publish({ name: 'GUILD_ROLE_UPDATE', guildId, data: { guild_id: guildId, role: changed } });
    });
  };
  change((was) => String(BigInt(was) & ~removed));
  try {
    await act();
  } finally {
    change((was) => was);
  }
};
