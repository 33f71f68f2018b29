/** An event that the state cannot take: a bug of the caller. What members and the clock may cause is never one. */
export class BadTransitionError extends Error {
  override readonly name = 'BadTransitionError';
  readonly phase: string;
  readonly eventType: string;

  constructor(phase: string, eventType: string, why: string) {
    super(`Event "${eventType}" in phase "${phase}": ${why}`);
    this.phase = phase;
    this.eventType = eventType;
  }
}
