/** What tests do to the network between a client and the voice server. */
export type VoiceFaults = {
  losesPacket: () => boolean;
  isBlackhole: () => boolean;
  answersDiscovery: () => boolean;
  /** This share of the packets from clients is lost, evenly spread. */
  setLoss: (share: number) => void;
  /** Nothing comes or goes over UDP. */
  setBlackhole: (isOn: boolean) => void;
  setDiscovery: (answers: boolean) => void;
};

export const createFaults = (): VoiceFaults => {
  let share = 0;
  let owed = 0;
  let blackhole = false;
  let discovery = true;
  return {
    losesPacket: () => {
      if (blackhole) return true;
      owed += share;
      if (owed < 1) return false;
      owed -= 1;
      return true;
    },
    isBlackhole: () => blackhole,
    answersDiscovery: () => discovery,
    setLoss: (value) => {
      share = value;
      owed = 0;
    },
    setBlackhole: (isOn) => {
      blackhole = isOn;
    },
    setDiscovery: (answers) => {
      discovery = answers;
    },
  };
};
