/** What tests do to the network between the members of a guild and its voice server. */
export type VoiceFaults = {
  losesPacket: (guildId: string) => boolean;
  isBlackhole: (guildId: string) => boolean;
  answersDiscovery: (guildId: string) => boolean;
  /** This share of the packets from the guild's clients is lost, evenly spread. */
  setLoss: (guildId: string, share: number) => void;
  /** Nothing comes or goes over UDP. */
  setBlackhole: (guildId: string, isOn: boolean) => void;
  setDiscovery: (guildId: string, answers: boolean) => void;
};

export const createFaults = (): VoiceFaults => {
  const losses = new Map<string, { readonly share: number; owed: number }>();
  const blackholes = new Set<string>();
  const undiscovered = new Set<string>();
  return {
    losesPacket: (guildId) => {
      const loss = losses.get(guildId);
      if (loss === undefined) return false;
      loss.owed += loss.share;
      if (loss.owed < 1) return false;
      loss.owed -= 1;
      return true;
    },
    isBlackhole: (guildId) => blackholes.has(guildId),
    answersDiscovery: (guildId) => !undiscovered.has(guildId),
    setLoss: (guildId, share) => {
      losses.set(guildId, { share, owed: 0 });
    },
    setBlackhole: (guildId, isOn) => {
      if (isOn) blackholes.add(guildId);
      else blackholes.delete(guildId);
    },
    setDiscovery: (guildId, answers) => {
      if (answers) undiscovered.delete(guildId);
      else undiscovered.add(guildId);
    },
  };
};
