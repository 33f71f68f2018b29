import { VoiceUDPSocket } from '@discordjs/voice';

const { destroy } = VoiceUDPSocket.prototype;

/**
 * Lets a socket that is closed send nothing. The library (0.19.2) sends a first keep-alive in the turn of the event loop after
 * the one that opens a socket; when that turn closes it too (told to leave, or of another voice server, just then), Node
 * throws where nobody can catch it, and the bot ends. Calling this again changes nothing.
 */
export const quietClosedSockets = (): void => {
  VoiceUDPSocket.prototype.destroy = function (this: VoiceUDPSocket) {
    Reflect.apply(destroy, this, []);
    this.send = () => undefined;
  };
};
