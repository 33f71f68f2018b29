import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { UserError } from '../core/errors.ts';

/** Generous for a fan who guesses fast, tight for a script: 20 interactions in any 5 seconds. */
const points = 20;
const seconds = 5;

/** Takes one interaction of a member's allowance. @throws UserError `slowDown` when it is used up. */
export type TakeTurn = (userId: string) => Promise<void>;

export const createRateLimit = (): TakeTurn => {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return async (userId) => {
    try {
      await limiter.consume(userId);
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      throw new UserError('slowDown', { seconds: Math.max(1, Math.ceil(rejection.msBeforeNext / 1000)) });
    }
  };
};
