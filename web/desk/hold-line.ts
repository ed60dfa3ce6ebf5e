let isHeld = false;

/** Keeps the agent's line for this tab until it is closed; false while another tab of this browser has it. */
export function holdLine(agentId: string): Promise<boolean> {
  // Without encryption there are no locks, and no microphone either.
  if (isHeld || !('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    void navigator.locks.request(`foyer-line-${agentId}`, { ifAvailable: true }, (lock) => {
      isHeld = lock !== null;
      resolve(isHeld);
      return isHeld ? new Promise<never>(() => undefined) : undefined;
    });
  });
}
