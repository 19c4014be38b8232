/** Where the phone is, for the shutter and the visit. Runs only while a stop is open; no position is better than an old one. */
import type { Place } from "../../domain/types.ts";

const FRESH_MS = 60_000;
let last: Place | null = null;
let lastAt = 0;
let watching: number | null = null;
let users = 0;

/** Degrees as text: floats have no place in a frozen entry. Six decimals are a tenth of a metre. */
const degrees = (value: number): string => String(Math.round(value * 1e6) / 1e6);

export function watchPlace(): () => void {
  users += 1;
  if (watching === null && "geolocation" in navigator) {
    watching = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) => {
        lastAt = Date.now();
        last = {
          lat: degrees(coords.latitude),
          lon: degrees(coords.longitude),
          accuracy_m: Math.min(1_000_000, Math.round(coords.accuracy)),
          datum: "WGS-84",
          at: new Date(timestamp).toISOString(),
        };
      },
      () => {},
      { enableHighAccuracy: true, maximumAge: 15_000, timeout: 30_000 },
    );
  }
  return () => {
    users -= 1;
    if (users === 0 && watching !== null) {
      navigator.geolocation.clearWatch(watching);
      watching = null;
    }
  };
}

export const placeNow = (): Place | null => (last && Date.now() - lastAt < FRESH_MS ? last : null);
