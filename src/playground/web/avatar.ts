const palette = ['#5865f2', '#3a7d5c', '#b4641e', '#c2415d', '#8a4fbe', '#1f7a8c', '#a8477f', '#4f6d2f'];

const hash = (text: string): number =>
  Array.from(text).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7);

const escapeXml = (text: string) => text.replace(/[<>&"']/g, (letter) => `&#${letter.codePointAt(0) ?? 32};`);

/** A coloured initial as an image of its own: avatars would otherwise come from Discord's servers. */
export const avatarUrl = (name: string): string => {
  const initial = escapeXml(Array.from(name.trim())[0]?.toUpperCase() ?? '?');
  const color = palette[hash(name) % palette.length] ?? '#5865f2';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="${color}"/><text x="40" y="54" font-size="38" font-family="system-ui,sans-serif" font-weight="600" text-anchor="middle" fill="#fff">${initial}</text></svg>`;
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
};
