/** How many cases of the branch wait, as the server last said; the queue refreshes it too. */
import { signal } from "@preact/signals";

export const openCases = signal(0);
